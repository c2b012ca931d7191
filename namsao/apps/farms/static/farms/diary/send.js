// Empties the outbox: one entry at a time, one tab at a time. The server knows each id, so an entry that was
// kept there and whose answer got lost is not written twice.
import * as store from './store.js'

const LOCK = 'namsao-diary'
const FIRST_MS = 5000
const LONGEST_MS = 5 * 60 * 1000
const PATIENCE_MS = 60 * 1000

// place: user, session and post (addresses), odd (words). tell(word): waiting, sending, out. changed(): one moved.
export function sender (place, tell, changed) {
  let pause = FIRST_MS
  let timer = 0
  let busy = false

  async function flush () {
    if (busy) return
    busy = true
    clearTimeout(timer)
    let left = true
    try {
      left = await locked(drain)
      if (!left) pause = FIRST_MS
    } catch {
      tell('waiting') // no network, or none that gets through
    }
    busy = false
    if (!left) return
    timer = setTimeout(flush, pause)
    pause = Math.min(2 * pause, LONGEST_MS)
  }

  // Answers whether something is left to send. What is written meanwhile goes along.
  async function drain () {
    if (!(await pending()).length) return false
    tell('sending')
    const token = await askToken()
    const tried = new Set()
    for (let entry = await next(tried); token && entry; entry = await next(tried)) {
      tried.add(entry.id)
      const went = await send(entry, token)
      changed()
      if (went === 'out') return out()
    }
    if (!token) return out()
    tell('waiting')
    return (await pending()).length > 0
  }

  async function next (tried) {
    return (await pending()).find((entry) => !tried.has(entry.id))
  }

  async function pending () {
    return (await store.all(place.user)).filter((entry) => entry.state === 'waiting')
  }

  function out () {
    tell('out')
    return false // trying again helps nobody before somebody signs in
  }

  // A fresh token, when the person who wrote the entries is the one signed in.
  async function askToken () {
    const answer = await ask(place.session)
    if (answer.status >= 500) throw new Error('no server')
    if (!answer.ok) return ''
    const { user, token } = await answer.json()
    return String(user) === place.user ? token : ''
  }

  async function send (entry, token) {
    const body = new FormData()
    for (const [name, text] of Object.entries(entry.facts)) body.append(name, text)
    entry.photos.forEach((photo, at) => body.append('photos', photo, `${at + 1}.jpg`))
    for (const [name, text] of [['client_id', entry.id], ['noted_at', entry.noted], ['user', place.user]]) body.append(name, text)
    const answer = await ask(place.post, { method: 'POST', body, headers: { Accept: 'application/json', 'X-CSRFToken': token } })
    if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) return 'out'
    // A fault of ours, or a busy server: this one waits, the others are tried.
    if (answer.status >= 500 || answer.status === 429) return store.change(entry.id, { tries: entry.tries + 1 })
    const said = await answer.json().catch(() => ({ sentence: place.odd.replace('{n}', answer.status) }))
    if (answer.ok) return store.change(entry.id, { state: 'sent', why: '', url: said.url, lot: said.lot, photos: [] })
    return store.change(entry.id, { state: 'refused', why: said.sentence })
  }

  return { flush }
}

function ask (address, options = {}) {
  const headers = { Accept: 'application/json', ...options.headers }
  const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE_MS) : undefined
  return fetch(address, { cache: 'no-store', redirect: 'manual', signal, ...options, headers })
}

// Where another tab is sending, this one looks again later.
function locked (act) {
  if (!navigator.locks) return act()
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => lock ? act() : true)
}
