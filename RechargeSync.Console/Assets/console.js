// Adds what moves: times that go on, an overview that stays fresh, the live tail, and buttons to copy ids.
// Everything can be read and done without it.
"use strict";

const units = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];

function ago(at) {
  const seconds = (Date.now() - at) / 1000;
  const size = Math.abs(seconds);
  if (size < 2) {
    return "just now";
  }

  const [length, unit] = units.find(([least]) => size >= least) ?? units.at(-1);
  const text = `${Math.floor(size / length)} ${unit}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

function tickTimes() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    time.textContent = ago(Date.parse(time.dateTime));
  }
}

// Takes the parts that are marked from a new copy of the page. A part in which somebody reads or works stays as it is.
async function refresh() {
  if (document.hidden) {
    return;
  }

  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) {
    return;
  }

  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-refresh]")) {
    const fresh = page.querySelector(`[data-refresh="${part.dataset.refresh}"]`);
    if (fresh && !part.contains(document.activeElement) && !part.querySelector("details[open]")) {
      part.toggleAttribute("data-refresh-soon", fresh.hasAttribute("data-refresh-soon"));
      part.replaceChildren(...fresh.childNodes);
    }
  }
}

// What moves while somebody watches it, such as a progress bar, asks for a shorter turn.
function refreshInTurn() {
  setTimeout(async () => {
    await refresh().catch(() => { /* The next turn tries again. */ });
    refreshInTurn();
  }, document.querySelector("[data-refresh-soon]") ? 1_000 : 10_000);
}

function addCopyButtons() {
  if (!navigator.clipboard) {
    return;
  }

  for (const id of document.querySelectorAll("h1 [data-copy], .pairs dd > [data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy quiet";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${id.textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(id.textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    id.after(button);
  }
}

const tones = { ok: "good", warning: "wait", failed: "bad" };

function tailLine(happened) {
  const line = document.createElement("li");
  line.className = "fresh";

  const time = document.createElement("time");
  time.dateTime = happened.at;
  time.title = happened.at;
  time.textContent = happened.at.slice(11, 23);

  const badge = document.createElement("span");
  badge.className = `badge tone-${tones[happened.outcome] ?? "idle"}`;
  badge.textContent = happened.type;
  const kind = document.createElement("span");
  kind.append(badge);

  const text = document.createElement("span");
  const [name, id] = happened.resource.split("/");
  const page = name === "order" ? `/orders/${encodeURIComponent(happened.store)}/${id}` : name === "delivery" ? `/deliveries/${id}` : null;
  if (page && /^\d+$/.test(id)) {
    const link = document.createElement("a");
    link.className = "id";
    link.href = page;
    link.textContent = happened.resource;
    text.append(link, " ");
  }

  text.append(happened.text);
  line.append(time, kind, text);
  return line;
}

function follow(list) {
  const state = document.getElementById("tail-state");
  const pause = document.getElementById("tail-pause");
  const most = 200;
  let paused = false;

  const source = new EventSource(list.dataset.tail);
  source.addEventListener("open", () => { state.textContent = "Connected: events appear as they happen."; });
  source.addEventListener("error", () => { state.textContent = "The connection is interrupted; it is made again by itself."; });
  source.addEventListener("event", message => {
    if (paused) {
      return;
    }

    list.prepend(tailLine(JSON.parse(message.data)));
    while (list.children.length > most) {
      list.lastElementChild.remove();
    }
  });

  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = paused ? "Go on" : "Pause";
  });
}

addCopyButtons();
setInterval(tickTimes, 10_000);
if (document.querySelector("[data-refresh]")) {
  refreshInTurn();
}

const tail = document.querySelector("[data-tail]");
if (tail) {
  follow(tail);
}
