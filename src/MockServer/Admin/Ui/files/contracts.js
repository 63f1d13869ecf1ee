// What is served: contracts with their readings and what lint finds in them, and mappings.

import { get, hasControlToken } from "./api.js";
import { badge, h, serial, show, table } from "./dom.js";
import { store } from "./store.js";

/** @typedef {import("./api.js").Contract} Contract */

const root = h("div", {});

/** The view. */
export const contracts = {
  id: "contracts",
  title: "Contracts",
  root,
  load: serial(async () => {
    /** @type {[import("./api.js").MappingList, ...import("./api.js").FindingList[]]} */
    const [mappings, ...findings] = await Promise.all([
      /** @type {Promise<import("./api.js").MappingList>} */ (get("/mappings")),
      ...store.contracts.map((contract) => /** @type {Promise<import("./api.js").FindingList>} */ (get(`/contracts/${encodeURIComponent(contract.name)}/findings`))),
    ]);
    show(
      root,
      hasControlToken()
        ? null
        : h("p", {}, h("a", { href: "/__admin/reference", target: "_blank", rel: "noopener" }, "The reference of all operations"), ", which sends requests from the browser."),
      ...store.contracts.map((contract, index) => card(contract, findings[index]?.findings ?? [])),
      h(
        "section",
        { class: "card" },
        h("h3", {}, "Mappings"),
        mappings.mappings.length === 0
          ? h("p", { class: "quiet" }, "None. --mappings DIR has answers of your own come before the contracts'.")
          : h("ul", {}, ...mappings.mappings.map((name) => h("li", {}, name))),
      ),
    );
  }),
};

/**
 * @param {Contract} contract
 * @param {import("./api.js").FindingList["findings"]} findings
 */
function card(contract, findings) {
  const readings = Object.entries(contract.readings);
  return h(
    "section",
    { class: "card" },
    h("h3", {}, `${contract.name}: ${contract.title}`, h("small", {}, ` ${contract.version}`)),
    h("p", {}, `${contract.operations.length} operations under `, h("code", {}, contract.base_path), readings.length > 0 ? `, read as ${readings.map(([id, name]) => `${id}=${name}`).join(", ")}` : ""),
    findings.length === 0
      ? h("p", { class: "quiet" }, "Lint finds nothing wrong.")
      : table(
          `What lint finds in ${contract.name}`,
          ["Severity", "Where", "What", "Rule"],
          findings.map((finding) => [badge(finding.severity), h("code", {}, finding.at), `${finding.message} ${finding.mend}`, finding.rule]),
        ),
  );
}
