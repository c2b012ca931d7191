// Saves the draft of a form while one works: <form data-autosave>, and [data-said] for what came of it.
// Without it the buttons of the form do the same.
const form = document.querySelector("form[data-autosave]");
const said = document.querySelector("[data-said]");
let timer = 0;
let unsaved = false;
let leaving = false;

function show(words, lost) {
  said.textContent = words;
  said.classList.toggle("unsaved", lost);
}

async function save() {
  if (leaving) return;
  unsaved = false;
  show(form.dataset.saving, false);
  try {
    const answer = await fetch(location.pathname, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Autosave": "1" },
    });
    const told = await answer.json();
    if (!unsaved) show(told.said, !answer.ok);
    unsaved ||= !answer.ok;
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

if (form && said) {
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener("online", () => unsaved && save());
  addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving) event.preventDefault();
  });
}
