// The diary on a phone. What is written goes to the outbox first, and from there to the server when it can be reached.
// Without this module, or where the browser keeps nothing, the page is a plain form.
import * as store from './store.js'
import { shrink } from './photo.js'
import { copy, draw } from './rows.js'
import { sender } from './send.js'

const form = document.getElementById('diary')
const field = form.elements
const words = JSON.parse(form.dataset.words)
const user = form.dataset.user
const said = document.querySelector('[data-said]')
const repeat = document.querySelector('[data-again]')
const rail = new BroadcastChannel('namsao-diary')
const remembered = `namsao-diary-season-${user}`
const USED = { sow: ['seed', 'other'], fertilise: ['fertiliser', 'other'], spray: ['pesticide', 'fertiliser', 'other'] }
const NUMBER = /^(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$/
const DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/
let entries = []
let editing = ''
let state = ''
const outbox = sender({ user, session: form.dataset.session, post: form.getAttribute('action'), odd: words.odd }, tell, changed)

function verb () { return form.querySelector('[name=verb]:checked')?.value || '' }
function option (name) { return field[name].selectedOptions[0] }
function today () { return show(new Date()) }
function show (day) { return `${String(day.getDate()).padStart(2, '0')}/${String(day.getMonth() + 1).padStart(2, '0')}/${day.getFullYear()}` }

// The day as text that sorts: 2026-11-24; '' for what is no day.
function iso (text) {
  const found = DAY.exec(text.replace(/\s/g, ''))
  return found ? `${found[3]}-${found[2].padStart(2, '0')}-${found[1].padStart(2, '0')}` : ''
}

// word: sending, out, or what the outbox last said; the rest is read off the entries.
function tell (word) {
  state = word
  const waiting = entries.filter((entry) => entry.state === 'waiting').length
  const refused = entries.filter((entry) => entry.state === 'refused').length
  const busy = waiting && (state === 'sending' || state === 'out') ? state : ''
  const which = busy || (refused ? 'refused' : waiting ? 'waiting' : entries.length ? 'all' : '')
  const text = which ? words[which].replace('{n}', which === 'refused' ? refused : waiting) : ''
  said.className = `notice ${{ out: 'bad', refused: 'bad', waiting: 'warn', all: 'ok' }[which] || ''}`
  said.replaceChildren(text, ...(which === 'out' ? [copy('[data-act=login]')] : []))
  said.hidden = !text
}

async function changed () {
  await redraw()
  rail.postMessage('changed')
}

async function redraw () {
  entries = await store.all(user)
  draw(entries, words, { change: edit, drop: forget })
  tell(state)
  offerRepeat()
  warn()
}

// Which inputs can be chosen: those of the kind of work and of the party of the season.
function offer () {
  const party = option('season')?.dataset.party
  for (const each of field.input.querySelectorAll('option[value]:not([value=""])')) {
    const { kind, party: own } = each.dataset
    each.hidden = each.disabled = !(USED[verb()] || []).includes(kind) || (own !== '' && own !== party)
    if (each.disabled && each.selected) field.input.value = ''
  }
  for (const group of field.input.querySelectorAll('optgroup')) group.hidden = [...group.children].every((each) => each.hidden)
  warn()
}

// The first day to harvest, also after sprays that wait in the outbox.
function clearDay () {
  const days = [option('season')?.dataset.clear || '']
  for (const { facts, state: at } of entries) {
    const input = field.input.querySelector(`option[value="${facts.input}"]`)
    if (facts.verb !== 'spray' || facts.season !== field.season.value || at === 'refused' || !input?.dataset.wait) continue
    const day = new Date(`${iso(facts.done_on)}T12:00`)
    day.setDate(day.getDate() + Number(input.dataset.wait))
    if (!isNaN(day)) days.push(iso(show(day)))
  }
  return days.sort().at(-1)
}

function warn () {
  const clear = clearDay()
  const isEarly = verb() === 'harvest' && iso(field.done_on.value) !== '' && iso(field.done_on.value) < clear
  const place = form.querySelector('.early')
  place.classList.toggle('is-early', isEarly)
  const line = form.querySelector('[data-early-said]')
  line.hidden = !isEarly
  line.textContent = isEarly ? words.early.replace('{day}', clear.split('-').reverse().join('/')) : ''
  return isEarly
}

// The first thing that is missing: [field, sentence].
function missing () {
  const work = verb()
  if (!field.season.value) return [field.season, words.season]
  if (!work) return [field.verb[0], words.verb]
  const numbers = work === 'harvest' ? ['quantity_kg'] : ['amount', 'area_ha']
  const wrong = numbers.find((name) => field[name].value.trim() && !NUMBER.test(field[name].value.trim()))
  if (wrong) return [field[wrong], words.number]
  if (work === 'harvest' && !field.quantity_kg.value.trim()) return [field.quantity_kg, words.weight]
  if (!iso(field.done_on.value) && !/^\d{4}-\d{1,2}-\d{1,2}$/.test(field.done_on.value)) return [field.done_on, words.day]
  if (['fertilise', 'spray'].includes(work) && !field.input.value && !field.note.value.trim()) return [field.input, words.input]
  return warn() && !field.early_why.value.trim() ? [field.early_why, words.why] : null
}

function complain ([place, sentence]) {
  place.setCustomValidity(sentence)
  place.reportValidity()
  place.addEventListener('input', () => place.setCustomValidity(''), { once: true })
  place.addEventListener('change', () => place.setCustomValidity(''), { once: true })
}

function read () {
  const facts = {}
  for (const name of ['season', 'verb', 'input', 'amount', 'unit', 'quantity_kg', 'lot', 'done_on', 'early_why', 'area_ha', 'worker', 'note']) facts[name] = field[name].value.trim()
  if (field.household) facts.household = field.household.value.trim() // a page kept from before has none
  // What another kind of work left in the form goes no further.
  const others = facts.verb === 'harvest' ? ['input', 'amount', 'unit', 'area_ha'] : ['quantity_kg', 'lot', 'early_why']
  for (const name of others) facts[name] = ''
  if (!USED[facts.verb]) facts.input = ''
  return facts
}

function written (facts, photos = []) {
  const label = form.querySelector(`[name=verb][value="${facts.verb}"]`).parentElement.textContent.trim()
  const input = facts.input ? field.input.querySelector(`option[value="${facts.input}"]`)?.textContent : ''
  const unit = facts.unit || field.input.querySelector(`option[value="${facts.input}"]`)?.dataset.unit
  const symbol = [...field.unit.options].find((each) => each.value && each.value === unit)?.textContent
  const amount = facts.quantity_kg ? `${facts.quantity_kg} kg` : facts.amount ? `${facts.amount} ${symbol || ''}` : ''
  const season = field.season.querySelector(`option[value="${facts.season}"]`)?.textContent || ''
  const what = [label, input, amount].filter(Boolean).join(' ').trim()
  return { id: crypto.randomUUID(), user, said: { what, season }, facts, photos, state: 'waiting', why: '', tries: 0, noted: new Date().toISOString() }
}

// Answers whether it is kept; where nothing can be kept, the plain form goes to the server now.
async function keep (facts, photos, plain) {
  try {
    await store.put(written(facts, photos), editing)
  } catch {
    plain.submit()
    return false
  }
  editing = ''
  await changed()
  outbox.flush()
  return true
}

async function submit (event) {
  event.preventDefault()
  const trouble = missing()
  if (trouble) return complain(trouble)
  const button = form.querySelector('button[type=submit]')
  button.disabled = true
  const photos = await Promise.all([...field.photos.files].map(shrink)).catch(() => null)
  button.disabled = false
  if (!photos) return complain([field.photos, words.photo])
  const own = entries.find((entry) => entry.id === editing)
  if (!await keep(read(), photos.length ? photos : own?.photos || [], form)) return
  clear()
  said.scrollIntoView({ block: 'center' })
}

// Ready for the next entry: the place and the worker stay, the day is today.
function clear () {
  for (const name of ['input', 'amount', 'unit', 'quantity_kg', 'lot', 'early_why', 'area_ha', 'note', 'photos']) field[name].value = ''
  if (field.household) field.household.value = '' // one household's work must not slip onto the next entry
  for (const button of field.verb) button.checked = false
  field.done_on.value = today()
  offer()
}

function edit (entry) {
  if (field.household) field.household.value = ''
  for (const [name, text] of Object.entries(entry.facts)) if (name !== 'verb') field[name].value = text
  form.querySelector(`[name=verb][value="${entry.facts.verb}"]`).checked = true
  offer()
  field.input.value = entry.facts.input
  editing = entry.id
  form.scrollIntoView()
}

async function forget (entry) {
  if (!confirm(words.drop)) return
  if (editing === entry.id) editing = ''
  await store.drop(entry.id)
  await changed()
}

// The newest work of the season that can be repeated, from the outbox or from the server's list.
function last () {
  const own = entries.filter((entry) => entry.state !== 'refused' && entry.facts.verb !== 'harvest' && entry.facts.season === field.season.value).at(-1)
  if (own) return { facts: own.facts, what: own.said.what }
  const row = document.querySelector(`[data-list] [data-season="${field.season.value}"][data-facts]`)
  return row && { facts: JSON.parse(row.dataset.facts), what: row.querySelector('[data-what]').textContent }
}

function offerRepeat () {
  if (!repeat) return
  const found = last()
  repeat.hidden = !found
  if (found) repeat.querySelector('[data-again-said]').textContent = words.again.replace('{work}', found.what)
}

async function again (event) {
  event.preventDefault()
  const { facts } = last()
  await keep({ ...facts, done_on: today(), quantity_kg: '', lot: '', early_why: '' }, [], repeat)
}

async function start () {
  if (!isSecureContext) return // no ids, no worker: a plain form
  await store.tidy(user, Date.now())
  if (!('bound' in form.dataset)) field.done_on.value = today() // a page kept since yesterday says yesterday
  const season = localStorage.getItem(remembered)
  if (!field.season.value && [...field.season.options].some((each) => each.value === season)) field.season.value = season
  form.addEventListener('submit', submit)
  repeat?.addEventListener('submit', again)
  form.addEventListener('change', (event) => {
    if (event.target === field.season) localStorage.setItem(remembered, field.season.value)
    if (event.target === field.input && !field.unit.value) field.unit.value = option('input').dataset.unit || ''
    offer()
    offerRepeat()
  })
  field.done_on.addEventListener('input', warn)
  for (const name of ['online', 'focus']) addEventListener(name, outbox.flush)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && outbox.flush())
  rail.addEventListener('message', redraw)
  offer()
  await redraw()
  outbox.flush()
  navigator.storage?.persist?.()
  await navigator.serviceWorker?.register(form.dataset.worker, { scope: form.getAttribute('action') })
}

// What a phone keeps of this page goes when its owner signs out; what waits stays, and is not shown to others.
document.querySelector('form[action$="/logout/"]')?.addEventListener('submit', (event) => {
  const waiting = entries.filter((entry) => entry.state === 'waiting').length
  if (waiting && !confirm(words.leave.replace('{n}', waiting))) return event.preventDefault()
  caches.delete('diary-page')
})

start()
