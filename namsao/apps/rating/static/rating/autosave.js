// Saves a form while one works: <form data-autosave>. The answer's names are places of the page: "said" fills
// [data-said] with what came of it, "points" [data-points]. Without it the buttons of the form do the same.
const form = document.querySelector("form[data-autosave]");
const said = document.querySelector("[data-said]");
let timer = 0;
let unsaved = false;
let isLost = false;
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
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return await signedOut();
    const told = await answer.json();
    isLost = false;
    if (!unsaved) show(told.said, !answer.ok);
    unsaved ||= !answer.ok;
    delete told.said;
    for (const [name, shown] of Object.entries(told)) document.querySelector(`[data-${name}]`).innerHTML = shown;
  } catch {
    again(form.dataset.lost);
  }
}

function again(words) {
  isLost = unsaved = true;
  show(words, true);
  clearTimeout(timer);
  timer = setTimeout(save, 4000);
}

// Signed in again elsewhere, the form needs the new token; until then nothing is lost but time.
async function signedOut() {
  const page = await (await fetch(location.pathname)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-autosave]");
  const field = "csrfmiddlewaretoken";
  if (fresh) form.elements[field].value = fresh.elements[field].value;
  again(fresh ? form.dataset.lost : form.dataset.out);
}

function later() {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, 800);
}

if (form && said) {
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // While nothing gets through, going on would only lead to an error page and away from what is not saved.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    leaving = !isLost;
    if (isLost) event.preventDefault();
    if (isLost) save();
  });
  addEventListener("online", () => unsaved && save());
  addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving) event.preventDefault();
  });
}
