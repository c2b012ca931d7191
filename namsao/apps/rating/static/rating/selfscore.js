// Saves a section of the self score while one works. Without it the buttons of the form do the same.
const form = document.getElementById("section");
const said = (name) => document.querySelector(`[data-${name}]`);
let timer = 0;
let unsaved = false;
let leaving = false;

function show(word, lost) {
  const state = said("state");
  state.textContent = word;
  state.classList.toggle("unsaved", Boolean(lost));
}

async function save() {
  if (leaving) return;
  show(form.dataset.saving);
  unsaved = false;
  try {
    const answer = await fetch(form.action || location.pathname, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const score = await answer.json();
    said("points").textContent = score.points;
    said("answered").textContent = score.answered;
    said("stars").innerHTML = score.drawn;
    if (!unsaved) show(form.dataset.saved);
  } catch {
    unsaved = true;
    show(form.dataset.lost, true);
  }
}

function later() {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, 800);
}

form.addEventListener("change", later);
form.addEventListener("input", later);
form.addEventListener("submit", () => {
  leaving = true;
  clearTimeout(timer);
});
addEventListener("online", () => unsaved && save());
addEventListener("beforeunload", (event) => {
  if (unsaved && !leaving) event.preventDefault();
});
