// Before the first paint, so that a dark room does not flash white. A file, as the page allows no inline script.
(() => {
  let theme = 'auto';
  try {
    theme = localStorage.getItem('koersvast-theme') ?? 'auto';
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
