// The outbox: entries written on this phone, until they are sent and a week longer. IndexedDB "namsao-diary".
// An entry: id (UUID), user, season, said (its lines on screen), facts (field -> text), photos (Blobs), state
// (waiting, refused, sent), why, url, noted (ISO moment), tries.
const KEPT_MS = 7 * 24 * 3600 * 1000
let opened

function open () {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('namsao-diary', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore('entries', { keyPath: 'id' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
    asked.onblocked = () => reject(new Error('blocked'))
  })
  return opened
}

// One transaction; resolved only when the browser has it on disk.
async function run (mode, act) {
  const base = await open()
  return new Promise((resolve, reject) => {
    const work = base.transaction('entries', mode, { durability: 'strict' })
    const asked = act(work.objectStore('entries'))
    work.oncomplete = () => resolve(asked?.result)
    work.onerror = work.onabort = () => reject(work.error)
  })
}

export async function all (user) {
  const found = await run('readonly', (entries) => entries.getAll())
  return found.filter((entry) => entry.user === user).sort((a, b) => a.noted < b.noted ? -1 : 1)
}

// A corrected entry takes the place of the refused one, or neither happens.
export function put (entry, instead = '') {
  return run('readwrite', (entries) => {
    if (instead) entries.delete(instead)
    return entries.put(entry)
  })
}

export function drop (id) {
  return run('readwrite', (entries) => entries.delete(id))
}

// Read and written in one transaction, so that an entry dropped meanwhile stays dropped.
export function change (id, what) {
  return run('readwrite', (entries) => {
    entries.get(id).onsuccess = (event) => {
      const entry = event.target.result
      if (entry) entries.put({ ...entry, ...what })
    }
  })
}

export async function tidy (user, now) {
  for (const entry of await all(user)) {
    if (entry.state === 'sent' && now - Date.parse(entry.noted) > KEPT_MS) await drop(entry.id)
  }
}
