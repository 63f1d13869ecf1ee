"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const filters = document.querySelector(".filters");
  const rows = all(".requirement").map((row) => ({
    row,
    verdict: row.dataset.verdict,
    contract: row.closest(".contract").id,
    text: (row.querySelector(".id").textContent + " " + row.querySelector(".statement").textContent).toLowerCase(),
  }));

  if (filters) {
    filters.hidden = false;
    const toggles = all("[aria-pressed]", filters);
    const query = document.getElementById("query");
    const contract = document.getElementById("contract");
    const shown = document.getElementById("shown");
    const opener = document.getElementById("open");

    const filter = () => {
      const verdicts = new Set(toggles.filter((t) => t.getAttribute("aria-pressed") === "true").map((t) => t.dataset.verdict));
      const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
      const only = contract ? contract.value : "";
      let count = 0;
      for (const r of rows) {
        const fits = (verdicts.size === 0 || verdicts.has(r.verdict)) && (only === "" || only === r.contract) && words.every((w) => r.text.includes(w));
        r.row.hidden = !fits;
        if (fits) count++;
      }
      const narrowed = verdicts.size > 0 || words.length > 0;
      for (const section of all(".contract")) {
        section.hidden = (only !== "" && only !== section.id) || (narrowed && !section.querySelector(".requirement:not([hidden])"));
      }
      shown.textContent = count === rows.length ? `${count} shown` : `${count} of ${rows.length} shown`;
      document.getElementById("nothing").hidden = count > 0 || rows.length === 0;
    };

    for (const toggle of toggles) {
      toggle.addEventListener("click", () => {
        toggle.setAttribute("aria-pressed", String(toggle.getAttribute("aria-pressed") !== "true"));
        filter();
      });
    }
    query.addEventListener("input", filter);
    if (contract) contract.addEventListener("change", filter);
    opener.addEventListener("click", () => {
      const opens = opener.textContent === "Open all";
      for (const r of rows) if (!r.row.hidden) for (const part of [r.row, ...all(".scenario", r.row)]) part.open = opens;
      opener.textContent = opens ? "Close all" : "Open all";
    });
    filter();

    // A link may lead to what a filter hides.
    const reveal = () => {
      const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      if (!target) return;
      if (target.closest("[hidden]")) {
        for (const toggle of toggles) toggle.setAttribute("aria-pressed", "false");
        query.value = "";
        if (contract) contract.value = "";
        filter();
      }
      for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
      target.scrollIntoView({ block: "center" });
    };
    addEventListener("hashchange", reveal);
    reveal();
  }

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      return copied;
    }
  };
  for (const button of all(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.textContent = (await copy(button.previousElementSibling.textContent)) ? "Copied" : "Select it by hand";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }

  let pinned = null;
  let lit = null;
  const marks = all("mark");
  const light = (name) => {
    if (name === lit) return;
    lit = name;
    for (const mark of marks) mark.classList.toggle("same", name !== null && mark.dataset.mark === name);
  };
  const markAt = (event) => (event.target instanceof Element ? event.target.closest("mark") : null);
  document.addEventListener("mouseover", (event) => light(markAt(event)?.dataset.mark ?? pinned));
  document.addEventListener("click", (event) => {
    const mark = markAt(event);
    if (!mark) return;
    event.preventDefault();
    pinned = pinned === mark.dataset.mark ? null : mark.dataset.mark;
    light(pinned);
  });

  // Closed parts are not printed, so what is not plainly green is opened for the printer.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all(".requirement:not([data-verdict=passed]), .requirement:not([data-verdict=passed]) .scenario").filter((part) => !part.open && !part.closest("[hidden]"));
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
})();
