// The score sheet by keyboard, each click saved at once. Without this module the page is a plain form.
const form = document.getElementById('sheet')
const totals = document.getElementById('totals')
const cards = [...form.querySelectorAll('.criterion')]
const links = new Map([...totals.querySelectorAll('.codes a')].map((link) => [link.hash, link]))
const token = form.elements.csrfmiddlewaretoken
const waiting = new Map() // criterion code -> what is not saved yet
let current = 0
let busy = false
let isLost = false
let leaving = false

function ask (code, change) {
  waiting.set(code, { ...waiting.get(code), ...change })
  send()
}

// One request at a time, oldest first: two clicks on a criterion keep their order.
async function send () {
  if (busy || !waiting.size) return
  busy = true
  const [code, change] = waiting.entries().next().value
  tell(form.dataset.saving)
  try {
    const answer = await fetch(form.dataset.save, {
      method: 'POST',
      body: new URLSearchParams({ code, ...change }),
      headers: { 'X-CSRFToken': token.value },
      redirect: 'manual'
    })
    if (answer.type === 'opaqueredirect' || answer.status === 403) return await signedOut()
    const said = await answer.json()
    isLost = false
    if (waiting.get(code) === change) waiting.delete(code)
    if (answer.ok) show(code, change, said)
    else tell(said.error, true)
    busy = false
    if (waiting.size) setTimeout(send, answer.ok ? 0 : 4000)
  } catch {
    again(form.dataset.lost)
  }
}

function again (words) {
  isLost = true
  tell(words, true)
  busy = false
  setTimeout(send, 4000)
}

// Signed in again elsewhere, the form needs the new token; until then nothing is lost but time.
async function signedOut () {
  const page = await fetch(location.pathname)
  const fresh = new DOMParser().parseFromString(await page.text(), 'text/html').getElementById('sheet')
  if (fresh) token.value = fresh.elements.csrfmiddlewaretoken.value
  again(fresh ? form.dataset.lost : form.dataset.out)
}

function tell (words, isTrouble = false) {
  const place = totals.querySelector('[data-saved]')
  place.textContent = words
  place.classList.toggle('unsaved', isTrouble)
}

function show (code, change, said) {
  totals.querySelector('[data-points]').textContent = said.points
  totals.querySelector('[data-answered]').textContent = said.answered
  totals.querySelector('[data-parts]').textContent = said.parts
    .map((part) => `${part.code} ${part.points}/${part.max}`).join(' · ')
  totals.querySelectorAll('.gates > li').forEach((item, at) => {
    item.className = said.gates[at].kind
    item.querySelector('span').textContent = said.gates[at].word
  })
  if ('option' in change) links.get(`#c-${code}`)?.classList.add('done')
  if (!waiting.size) tell(`${form.dataset.saved} ${said.saved}`)
}

function move (to, isQuiet = false) {
  if (to < 0 || to >= cards.length) return
  cards[current].classList.remove('now')
  links.get(`#${cards[current].id}`)?.removeAttribute('aria-current')
  current = to
  cards[to].classList.add('now')
  const link = links.get(`#${cards[to].id}`)
  link?.setAttribute('aria-current', 'true')
  if (isQuiet) return
  cards[to].focus({ preventScroll: true })
  cards[to].scrollIntoView({ block: 'start' })
  if (link) link.parentElement.scrollLeft = link.offsetLeft - link.parentElement.clientWidth / 2
}

function choose (digit) {
  const option = cards[current].querySelector(`input[type=radio][value="${digit}"]`)
  if (option && !option.checked) option.click()
}

function note () {
  const details = cards[current].querySelector('details')
  details.open = true
  details.querySelector('textarea').focus()
}

form.addEventListener('change', (event) => {
  const code = event.target.closest('.criterion')?.dataset.code
  if (!code) return
  if (event.target.type === 'radio') ask(code, { option: event.target.value })
  else ask(code, { note: event.target.value })
})

form.addEventListener('focusin', (event) => {
  const at = cards.indexOf(event.target.closest('.criterion'))
  if (at >= 0 && at !== current) move(at, true)
})

// While nothing gets through, going on would only lead to an error page and away from what is not saved.
form.addEventListener('submit', (event) => {
  if (!waiting.size || (!isLost && navigator.onLine)) leaving = true
  else event.preventDefault()
})
window.addEventListener('beforeunload', (event) => { if (waiting.size && !leaving) event.preventDefault() })
window.addEventListener('online', send)

document.addEventListener('keydown', (event) => {
  const isTyping = event.target.matches('textarea, select, input:not([type=radio])')
  if (event.key === 'Escape' && isTyping) return event.target.blur()
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
  const key = event.key.toLowerCase()
  if (/^[0-9]$/.test(key)) choose(key)
  else if (key === 'j') move(current + 1)
  else if (key === 'k') move(current - 1)
  else if (key === 'n') note()
  else if (key === 's') form.querySelector('[data-submit]').click()
  else return
  event.preventDefault()
})

move(0, true)
