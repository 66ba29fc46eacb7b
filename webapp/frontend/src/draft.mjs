// Saves a task's form by itself a few seconds after the last change, and says so. The button "Save and come back later"
// does the same without a script.
const PAUSE = 5000

export function keepDrafts (form) {
  let timer
  let sent = false
  const status = form.querySelector('[data-draft-status]')
  const later = () => { clearTimeout(timer); timer = setTimeout(save, PAUSE) }

  async function save () {
    if (sent) return
    try {
      const answer = await fetch(form.dataset.draft, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } })
      if (!answer.ok) throw new Error(answer.statusText)
      status.textContent = `Draft saved on ${(await answer.json()).saved}.`
    } catch {
      status.textContent = 'The draft could not be saved. Use the button to try again.'
    }
  }

  form.addEventListener('input', later)
  form.addEventListener('submit', () => { sent = true; clearTimeout(timer) })
}
