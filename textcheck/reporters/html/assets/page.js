"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const data = JSON.parse($("data").textContent);
  const words = data.words;
  const text = (number) => data.strings[number];
  const fill = (phrase, ...values) => values.reduce((said, value) => said.replace("{}", () => String(value)), phrase);
  const STATUSES = ["v", "r", "c", "a", "u"];
  const OUTCOMES = ["v", "r", "c", "a"];
  const LOUDEST = [2, 1, 0, 3]; // outcomes as listed: broken, rounding, holds, not checkable
  const root = document.documentElement;
  const report = $("report");
  const panel = document.querySelector(".panel");
  const narrow = window.matchMedia("(max-width: 60rem)");
  const figures = all(".paper .f");
  const cards = all(".card");
  let selected = -1;
  let steps = 0;
  root.classList.add("js");

  /** Make an element; whatever is put into it is text or an element, never markup. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== "" && child !== null && child !== undefined));
    return element;
  }

  function say(sentence) {
    $("live").textContent = "";
    requestAnimationFrame(() => { $("live").textContent = sentence; });
  }

  /* Tabs */

  const tabs = all("[role=tab]");

  function open(name, focus) {
    for (const tab of tabs) {
      const on = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      $(tab.getAttribute("aria-controls")).classList.toggle("on", on);
      if (on && focus) tab.focus();
    }
    panel.classList.add("up");
  }

  function opened() {
    return tabs.find((tab) => tab.getAttribute("aria-selected") === "true").id.slice(4);
  }

  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener("click", () => {
      const name = tab.id.slice(4);
      if (narrow.matches && panel.classList.contains("up") && opened() === name) panel.classList.remove("up");
      else open(name);
      if (name === "search" && panel.classList.contains("up")) $("query").focus();
    });
    tab.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (move) open(tabs[(at + move + tabs.length) % tabs.length].id.slice(4), true);
    });
  }

  /* Ways: every jump is a step of the browser's history, so that its own keys lead back as well. */

  function shown(id) {
    return /^p\d+$/.test(id) ? all(`[data-p~="${id.slice(1)}"]`) : [$(id)].filter(Boolean);
  }

  function look(id, mark = "lit") {
    const elements = shown(id);
    if (!elements.length) return;
    const reach = () => elements[0].scrollIntoView({ block: "center", inline: "nearest" });
    reach();
    requestAnimationFrame(reach); // what was far away has its true height only now
    for (const element of elements) {
      element.classList.add(mark);
      if (mark === "lit") setTimeout(() => element.classList.remove("lit"), 2500);
    }
  }

  function arrive(state) {
    for (const element of all(".sel,.also")) element.classList.remove("sel", "also");
    const { way, id } = state;
    if (way === "figure") showFigure(Number(id.slice(1)));
    else if (way === "finding") showFinding(id);
    else if (id) look(id);
    for (const button of all("[data-step=back]")) button.disabled = steps === 0;
  }

  function go(way, id) {
    steps += 1;
    const state = { way, id, steps };
    try { history.pushState(state, "", `#${id}`); } catch { /* a page without an address has no history */ }
    arrive(state);
  }

  window.addEventListener("popstate", (event) => {
    const state = event.state || {};
    steps = state.steps || 0;
    if (state.way) arrive(state);
    else start();
  });

  function way(id) {
    return /^f\d+$/.test(id) ? "figure" : /^[nu]\d+$/.test(id) ? "finding" : "look";
  }

  function start() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id && shown(id).length && way(id) !== "look") arrive({ way: way(id), id });
    else open("findings");
    if (!id && narrow.matches) panel.classList.remove("up");
  }

  /* Figures */

  function quantity(number) {
    if (number < 0) return null;
    const [printed, low, high, step, bound] = data.quantities[number];
    return { printed, low, high, step, bound };
  }

  function range(of, bare) {
    if (!of) return "";
    if (of.bound) return words.bounds[of.bound] || of.bound;
    return of.low ? fill(words.between, of.low, of.high) + (bare ? "" : unit(of)) : words.exact;
  }

  function unit(of) {
    return of ? ` ${of.printed.replace(/^[-−\d.,]+/, "")}` : "";
  }

  /** A term as something to press, which leads to where it stands. */
  function reference(term, own) {
    const [, figure, place, number] = term;
    const known = quantity(number);
    const element = figure >= 0 ? $(`f${figure}`) : place >= 0 ? shown(`p${place}`)[0] : null;
    const said = (known && known.printed) || (element && element.textContent.trim().slice(0, 24)) || words.cell;
    if (!element) return make("span", {}, said);
    if (figure === own) return make("b", { class: "ref here", title: words.here }, said);
    const button = make("button", { type: "button", class: "ref", title: text(term[0]) }, said);
    button.addEventListener("click", () => (figure >= 0 ? go("figure", `f${figure}`) : go("look", `p${place}`)));
    return button;
  }

  function isNought(term) {
    const known = quantity(term[3]);
    return known && /^-?[0.]+\D*$/.test(known.printed);
  }

  function joined(terms, own, sign) {
    const parts = [];
    for (const [at, term] of terms.entries()) parts.push(at ? ` ${sign(term, at)} ` : "", reference(term, own));
    return parts;
  }

  /** The relation as a line of arithmetic, each figure of it a way. */
  function arithmetic(assertion, own) {
    const [, , , outcome, , , , terms, shape] = assertion;
    if (!shape.length) return null;
    if (shape[0] === "/") {
      const [, rate, above, below] = shape;
      const side = (coefficients) => {
        const used = terms.filter((_, at) => coefficients[at]);
        const parts = joined(used, own, (term) => (coefficients[terms.indexOf(term)] < 0 ? "−" : "+"));
        return used.length > 1 ? ["(", ...parts, ")"] : parts;
      };
      return make("p", { class: "sum" }, reference(terms[rate], own), outcome === 2 ? " ≠ " : outcome === 1 ? " ≈ " : " = ", side(above), " ÷ ", side(below));
    }
    const [sign, coefficients] = shape;
    const used = terms.map((term, at) => [term, coefficients[at]]).filter(([, coefficient]) => coefficient);
    const left = used.filter(([, coefficient]) => coefficient > 0).map(([term]) => term);
    const right = used.filter(([, coefficient]) => coefficient < 0).map(([term]) => term);
    if (sign === "?" || !left.length || !right.length) return null;
    const printed = (side) => {
      const kept = side.filter((term) => !isNought(term) || term[1] === own);
      const parts = joined(kept.length ? kept : side.slice(0, 1), own, () => "+");
      return parts;
    };
    const signs = sign === "<" ? ["≤", "≲", "＞"] : ["=", "≈", "≠"];
    const noughts = right.filter(isNought).length;
    const note = noughts && right.length > 1 ? make("small", {}, `（${fill(words.noughts, noughts)}）`) : "";
    return make("p", { class: "sum" }, printed(left), ` ${signs[outcome] || "?"} `, printed(right), note);
  }

  function ranges(assertion) {
    const [, , , outcome, , , , terms, shape, sides] = assertion;
    if (!sides.length) return null;
    const claim = unit(quantity(terms[shape[0] === "/" ? shape[1] : 0][3]));
    const limit = shape[0] === "<";
    const verdict = outcome === 2 ? (limit ? words.above : words.apart) : limit ? words.within : words.meets;
    return make("div", { class: "ranges" },
      make("span", {}, words.claim_range), make("span", {}, fill(words.between, sides[0], sides[1]) + claim),
      make("span", {}, words.rest_range), make("span", {}, fill(words.between, sides[2], sides[3]) + claim),
      make("span", { class: "verdict" }, verdict));
  }

  function termTable(terms, own) {
    const rows = terms.filter((term) => !isNought(term) || term[1] === own).map((term) =>
      make("tr", {}, make("th", { scope: "row" }, text(term[0])), make("td", {}, reference(term, own)), make("td", {}, range(quantity(term[3]), true))));
    const head = [words.term, words.printed, words.range].map((name) => make("th", { scope: "col" }, name));
    return make("table", {}, make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows));
  }

  function ruleButton(code) {
    if (!$(`rule-${code}`)) return make("span", { class: "code" }, code);
    const button = make("button", { type: "button", class: "ref code", title: data.rules[code] || code }, code);
    button.addEventListener("click", () => showRule(code));
    return button;
  }

  function check(number, own, inner) {
    const assertion = data.assertions[number];
    const [code, kind, subject, outcome, formula, message, reason, terms, , , finding, proof] = assertion;
    const parts = [make("h5", {}, make("span", { class: `badge ${OUTCOMES[outcome]}` }, words.outcomes[outcome]),
      make("span", {}, words.kinds[text(kind)] || text(kind)), ruleButton(text(code)))];
    if (text(subject)) parts.push(make("p", { class: "subject" }, /^[A-Z]\d+$/.test(text(subject)) ? fill(words.relation, text(subject)) : text(subject)));
    if (text(message)) parts.push(make("p", {}, text(message)));
    if (text(reason)) parts.push(make("p", {}, text(reason)));
    parts.push(arithmetic(assertion, own), ranges(assertion));
    if (text(formula) && proof < 0) parts.push(make("p", {}, make("code", {}, text(formula))));
    if (proof >= 0 && !inner) {
      parts.push(make("div", { class: "proof" }, make("p", {}, `${words.proof}：`, make("code", {}, text(formula))), check(proof, own, true)));
    }
    parts.push(termTable(terms, own));
    if (finding >= 0) {
      const button = make("button", { type: "button", class: "ref" }, fill(words.to_finding, finding + 1));
      button.addEventListener("click", () => go("finding", `n${finding}`));
      parts.push(make("p", {}, button));
    }
    return make("div", { class: `check ${OUTCOMES[outcome]}` }, parts);
  }

  function facts(pairs) {
    return make("dl", {}, pairs.filter(([, value]) => value).map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  }

  function stepButtons() {
    const back = make("button", { type: "button", class: "step", "data-step": "back" }, `← ${words.back}`);
    const forward = make("button", { type: "button", class: "step" }, `${words.forward} →`);
    back.disabled = steps === 0;
    back.addEventListener("click", () => history.back());
    forward.addEventListener("click", () => history.forward());
    return make("div", { class: "steps" }, back, forward);
  }

  function showFigure(number) {
    const [status, subject, role, kind, printed, read, place, reason, numbers] = data.figures[number];
    const element = $(`f${number}`);
    const value = quantity(printed);
    const order = [...numbers].sort((a, b) => LOUDEST.indexOf(data.assertions[a][3]) - LOUDEST.indexOf(data.assertions[b][3]));
    const said = element.textContent;
    const about = [text(subject), text(role)].filter(Boolean).join(" · ");
    const measure = value ? [value.printed, value.step && fill(words.step, value.step)].filter(Boolean).join("，") : text(read) || words.not_read;
    const jump = make("button", { type: "button", class: "ref" }, text(place));
    jump.addEventListener("click", () => look(`f${number}`));
    const checks = order.length ? fill(words.assertions, order.length) : words.no_assertions;
    $("figure").replaceChildren(
      make("h2", {}, said),
      make("div", { class: "head" }, make("h3", { id: "figure-name", tabindex: "-1" }, said, " ", make("span", { class: `badge ${STATUSES[status]}` }, data.statuses[status])), stepButtons()),
      facts([[words.subject, about], [words.dimensions[text(kind)] || words.value, measure], [words.range, range(value)], [words.place, jump], [words.why, text(reason)]]),
      make("h4", {}, checks),
      ...order.map((each) => check(each, number)));
    $("figure").scrollTop = 0;
    for (const each of order) {
      for (const term of data.assertions[each][7]) {
        if (term[1] >= 0 && term[1] !== number && order.length < 12) $(`f${term[1]}`).classList.add("also");
      }
    }
    if (selected >= 0) figures[selected].tabIndex = -1;
    selected = figures.indexOf(element);
    element.tabIndex = 0;
    open("figure");
    look(`f${number}`, "sel");
    say(fill(words.figure, said, data.statuses[status], order.length));
  }

  function pick(element) {
    go("figure", element.id);
  }

  if (figures.length) {
    figures[0].tabIndex = 0;
    selected = 0;
  }

  report.addEventListener("click", (event) => {
    const figure = event.target.closest(".f");
    if (figure) pick(figure);
  });

  report.addEventListener("keydown", (event) => {
    const figure = event.target.closest && event.target.closest(".f");
    if (!figure) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(figure);
      $("figure-name").focus({ preventScroll: true });
    }
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = move && figures[figures.indexOf(figure) + move];
    if (next) {
      event.preventDefault();
      figure.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });

  /* Findings */

  let current = -1;

  function visible() {
    return cards.filter((card) => !card.hidden);
  }

  function filter() {
    const section = $("section").value;
    for (const card of cards) {
      const fits = all("[data-filter]").every((chip) => chip.getAttribute("aria-pressed") === "true" || card.dataset[chip.dataset.filter] !== chip.dataset.value);
      card.hidden = !fits || (section !== "" && card.dataset.section !== section);
    }
    const count = visible().length;
    $("shown").textContent = fill(words.shown, count, cards.length);
    $("none").hidden = count > 0;
    return count;
  }

  for (const chip of all("[data-filter]")) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
      say($("shown").textContent);
    });
  }
  $("section").addEventListener("change", () => { filter(); say($("shown").textContent); });

  function unfold(card, on) {
    card.classList.toggle("open", on);
    card.querySelector("h3 button").setAttribute("aria-expanded", String(on));
  }

  function showFinding(id) {
    const card = $(id);
    if (!card) return;
    if (card.hidden) {
      for (const chip of all("[data-filter]")) chip.setAttribute("aria-pressed", "true");
      $("section").value = "";
      filter();
    }
    for (const each of cards) each.classList.toggle("now", each === card);
    unfold(card, true);
    open("findings");
    current = cards.indexOf(card);
    const jump = card.querySelector(".go .jump");
    if (jump) look(jump.hash.slice(1), "sel");
    const pane = $("findings");
    pane.scrollTop = card.offsetTop - pane.offsetTop - 12;
    say(`${fill(words.finding, visible().indexOf(card) + 1, visible().length)}：${card.querySelector(".message").textContent}`);
  }

  function nextFinding(move) {
    const list = visible();
    if (!list.length) return;
    const at = list.indexOf(cards[current]);
    const next = at < 0 ? (move > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + move, 0), list.length - 1);
    go("finding", list[next].id);
    list[next].querySelector("h3 button").focus({ preventScroll: true });
  }

  for (const card of cards) {
    card.querySelector("h3 button").addEventListener("click", () => {
      if (card.classList.contains("open")) unfold(card, false);
      else go("finding", card.id);
    });
  }

  /* Links, rules, help */

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || link.classList.contains("skip") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const id = link.hash.slice(1);
    if (id.startsWith("rule-")) showRule(id.slice(5));
    else if (link.classList.contains("flag")) go("finding", id);
    else {
      go("look", id);
      if (narrow.matches && link.closest("#contents")) panel.classList.remove("up");
    }
  });

  function showSheet(title, ...content) {
    $("sheet-title").textContent = title;
    $("sheet-body").replaceChildren(...content);
    $("sheet").showModal();
    $("close").focus();
  }

  function showRule(code) {
    const rule = $(`rule-${code}`);
    if (!rule) return;
    const nodes = Array.from(rule.cloneNode(true).childNodes);
    showSheet(nodes[0].textContent, ...nodes.slice(1));
  }

  function keysOn() {
    return remembered("keys") !== "off";
  }

  function showHelp() {
    const box = make("input", { type: "checkbox", checked: keysOn() });
    box.addEventListener("change", () => remember("keys", box.checked ? "on" : "off"));
    const statuses = all(".legend .key").map((key) => make("li", {}, Array.from(key.cloneNode(true).childNodes)));
    const keys = words.keys.map(([key, does]) => make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, key)), make("td", {}, does)));
    showSheet(words.help, make("p", {}, words.intro), make("ul", {}, statuses), make("table", {}, make("tbody", {}, keys)),
      make("p", {}, make("label", {}, box, ` ${words.keys_on}`)));
  }

  $("help").addEventListener("click", showHelp);
  $("close").addEventListener("click", () => $("sheet").close());
  $("sheet").addEventListener("click", (event) => { if (event.target === $("sheet")) $("sheet").close(); });

  /* Statuses, theme */

  for (const key of all(".legend .key")) {
    key.addEventListener("click", () => {
      const on = key.getAttribute("aria-pressed") !== "true";
      for (const each of all(".legend .key")) each.setAttribute("aria-pressed", String(on && each === key));
      if (on) report.dataset.only = key.dataset.status;
      else delete report.dataset.only;
      say(on ? fill(words.only, key.textContent.trim()) : words.all);
    });
  }

  function remembered(name) {
    try { return localStorage.getItem(`textcheck-${name}`); } catch { return null; }
  }

  function remember(name, value) {
    try { localStorage.setItem(`textcheck-${name}`, value); } catch { /* then it lasts as long as the page */ }
  }

  const prefers = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : prefers.matches;
  }

  function setTheme(name) {
    if (name) root.dataset.theme = name;
    $("theme").setAttribute("aria-pressed", String(isDark()));
  }

  $("theme").addEventListener("click", () => {
    const name = isDark() ? "light" : "dark";
    remember("theme", name);
    setTheme(name);
    say(words.theme[name === "dark" ? 1 : 0]);
  });
  prefers.addEventListener("change", () => setTheme(""));
  setTheme(remembered("theme"));

  /* Find */

  const MOST = 200;
  const plain = (said) => said.replace(/[\s\u2003]+/g, "").toLowerCase();
  let blocks = null;

  /** What the report itself says in an element: the flags of findings are ours. */
  function saidIn(element) {
    if (!element.querySelector(".flag")) return element.textContent;
    const copy = element.cloneNode(true);
    for (const flag of all(".flag", copy)) flag.remove();
    return copy.textContent;
  }

  function readBlocks() {
    const read = (element) => ({ element, said: saidIn(element).replace(/\s+/g, " ").trim() });
    const cells = (row) => ({ element: row, said: Array.from(row.cells, (cell) => saidIn(cell).trim()).filter(Boolean).join(" | ") });
    blocks = all(".paper p, .paper h3, .paper h4, .paper h5, .paper h6, .paper caption").map(read).concat(all(".paper tr").map(cells));
    blocks.sort((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    for (const block of blocks) block.plain = plain(block.said);
  }

  function excerpt(said, query) {
    const at = said.toLowerCase().indexOf(query.trim().toLowerCase());
    if (at < 0) return [said.slice(0, 70)];
    const from = Math.max(0, at - 24);
    const end = at + query.trim().length;
    return [(from ? "…" : "") + said.slice(from, at), make("mark", {}, said.slice(at, end)), said.slice(end, end + 40)];
  }

  function search() {
    const query = $("query").value;
    const wanted = plain(query);
    const items = [];
    if (wanted) {
      if (!blocks) readBlocks();
      for (const card of cards) {
        const said = card.querySelector("h3").textContent;
        if (plain(said).includes(wanted)) items.push([`${words.in_findings} `, card.querySelector(".message").textContent, () => go("finding", card.id)]);
      }
      for (const { element, said, plain: read } of blocks) {
        if (read.includes(wanted)) items.push(["", said, () => { element.scrollIntoView({ block: "center" }); element.classList.add("lit"); setTimeout(() => element.classList.remove("lit"), 2500); }]);
      }
    }
    $("hits").textContent = !wanted ? "" : items.length ? fill(words.hits, items.length) + (items.length > MOST ? `；${fill(words.most, MOST)}` : "") : words.no_hits;
    $("found").replaceChildren(...items.slice(0, MOST).map(([kind, said, reach]) => {
      const button = make("button", { type: "button" }, kind ? make("b", {}, kind) : "", ...excerpt(said, query));
      button.addEventListener("click", reach);
      return make("li", {}, button);
    }));
    if (wanted) say($("hits").textContent);
  }

  let pending = 0;
  $("query").addEventListener("input", () => { clearTimeout(pending); pending = setTimeout(search, 120); });
  $("query").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    clearTimeout(pending);
    search();
    const first = $("found").querySelector("button");
    if (first) first.focus();
  });
  $("find").addEventListener("click", find);

  function find() {
    open("search");
    $("query").focus();
    $("query").select();
  }

  /* Keys */

  function nextContradicted() {
    const list = figures.filter((figure) => figure.classList.contains("c"));
    if (list.length) pick(list.find((figure) => figures.indexOf(figure) > selected) || list[0]);
  }

  const KEYS = {
    j: () => nextFinding(1), k: () => nextFinding(-1), c: nextContradicted, "/": find, "?": showHelp, d: () => $("theme").click(),
    "[": () => history.back(), "]": () => history.forward(),
    1: () => open("findings", true), 2: () => open("figure", true), 3: () => open("contents", true), 4: find,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("sheet").open) return;
    if (event.key === "Escape") {
      if (event.target.id === "query") event.target.blur();
      if (narrow.matches) panel.classList.remove("up");
      for (const element of all(".sel,.also")) element.classList.remove("sel", "also");
      return;
    }
    if (event.target.matches("input,select,textarea") || !keysOn()) return;
    const does = KEYS[event.key];
    if (does) {
      event.preventDefault();
      does();
    }
  });

  filter();
  start();
})();
