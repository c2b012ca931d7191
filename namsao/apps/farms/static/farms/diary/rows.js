// Draws the outbox above the list that came from the server; what stands there already is not drawn again.
const box = document.querySelector('[data-outbox]')
const list = document.querySelector('[data-list]')

export function draw (entries, words, acts) {
  const there = new Set([...list.children].map((row) => row.dataset.client))
  const shown = entries.filter((entry) => !there.has(entry.id)).reverse()
  box.replaceChildren(...shown.map((entry) => row(entry, words, acts)))
  const nothing = document.querySelector('[data-nothing]')
  if (nothing) nothing.hidden = shown.length > 0
}

function row (entry, words, acts) {
  const item = document.createElement('li')
  item.dataset.client = entry.id
  item.dataset.state = entry.state
  item.append(head(entry), line('muted small', below(entry, words)))
  if (entry.facts.note) item.append(line('small', entry.facts.note))
  if (entry.state === 'refused') item.append(line('why', entry.why))
  if (entry.state !== 'sent') item.append(buttons(entry, acts))
  return item
}

function head (entry) {
  const what = document.createElement('b')
  what.textContent = [entry.said.what, entry.lot].filter(Boolean).join(' ')
  const place = document.createElement(entry.url ? 'a' : 'span')
  if (entry.url) place.href = entry.url
  place.append(what)
  const top = document.createElement('div')
  top.className = 'row'
  top.append(place, copy(`[data-badge=${entry.state}]`))
  return top
}

function below (entry, words) {
  const photos = entry.photos.length ? words.photos.replace('{n}', entry.photos.length) : ''
  return [entry.facts.done_on, entry.said.season, photos].filter(Boolean).join(' · ')
}

function buttons (entry, acts) {
  const place = document.createElement('div')
  place.className = 'acts'
  for (const name of entry.state === 'refused' ? ['change', 'drop'] : ['drop']) {
    const button = copy(`[data-act=${name}]`)
    button.addEventListener('click', () => acts[name](entry))
    place.append(button)
  }
  return place
}

function line (name, words) {
  const place = document.createElement('span')
  place.className = name
  place.textContent = words
  return place
}

export function copy (which) {
  return document.querySelector(`template${which}`).content.firstElementChild.cloneNode(true)
}
