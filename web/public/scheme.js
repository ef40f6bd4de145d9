// Sets light or dark before the first paint. A file of its own, because the page's policy allows no
// inline script. The key is the one Mantine keeps the choice under.
;(function () {
  let choice = 'auto'
  try {
    choice = localStorage.getItem('mantine-color-scheme-value') || 'auto'
  } catch {
    choice = 'auto'
  }
  const dark =
    choice === 'dark' || (choice === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
