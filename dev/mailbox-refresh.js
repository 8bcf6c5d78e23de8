// Shows a mail that came without a reload by hand; without it the page is the same, but stands still.
const everyMs = 2_000;

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (fresh && main && fresh.innerHTML !== main.innerHTML && !main.contains(document.activeElement)) main.replaceWith(fresh);
}

setInterval(() => void refresh().catch(() => undefined), everyMs);
