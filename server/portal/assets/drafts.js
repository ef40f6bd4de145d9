// What is typed is kept until it has arrived; pages work without.
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
// What is broken is kept from page to page; other words belong to theirs.
const keyOf = (box) => (box.name === 'what' ? '' : location.pathname) + box.name

// What arrived is forgotten here; what did not, for whatever reason, is still in its box.
const sending = JSON.parse(sessionStorage.getItem('sending') ?? '[]')
sessionStorage.removeItem('sending')
if (location.pathname.startsWith('/help/tickets/') && !all('.wrong').length)
  sending.forEach((key) => sessionStorage.removeItem(key))

for (const box of all('[data-keep]')) box.value ||= sessionStorage.getItem(keyOf(box)) ?? ''
addEventListener('input', ({ target }) => {
  if ('keep' in target.dataset) sessionStorage.setItem(keyOf(target), target.value)
})
addEventListener('submit', ({ target }) => {
  const kept = all('[data-keep]', target).map(keyOf)
  if (target.dataset.sends) sessionStorage.setItem('sending', JSON.stringify(kept))
})
