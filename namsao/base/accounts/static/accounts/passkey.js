// Shows what needs passkeys when the browser knows them, and ties it to django-allauth's scripts.
// A box names its form in data-passkey, its button and field in data-button and data-credential.
(function () {
  if (!window.PublicKeyCredential) return
  for (const box of document.querySelectorAll('[data-passkey]')) {
    const start = window.allauth.webauthn.forms[box.dataset.passkey]
    const { button, credential, passwordless } = box.dataset
    start({ ids: { login: button, authenticate: button, add: button, credential, passwordless, data: 'passkey-data' } })
    box.hidden = false
  }
  for (const note of document.querySelectorAll('[data-passkey-without]')) note.hidden = true
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    for (const note of document.querySelectorAll('[data-passkey-trouble]')) note.hidden = false
  })
})()
