// Pages kept for working without a network are somebody's own: whoever signs out takes them along.
document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form[data-leave]") || !window.caches) return;
  for (const name of await caches.keys()) await caches.delete(name);
});
