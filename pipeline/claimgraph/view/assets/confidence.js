// Which claims were read surely enough to be shown: a range in the legend, and what follows from its value. A claim
// without confidence counts as sure.

let least = 0;

/**
 * How sure an item is: a claim as it was read, and an actor or a document that only claims tie to others as the surest
 * of these, so that it goes when the last of them goes. What anything else ties, or nothing at all, stays.
 */
const sureness = items.map((item) => {
  if (item.of === "claim") return item.confidence ?? 1;
  const others = item.ties.map((tie) => items[tie.other]);
  if (!others.length || others.some((other) => other.of !== "claim")) return 1;
  return others.reduce((most, claim) => Math.max(most, claim.confidence ?? 1), 0);
});

const sureEnough = (item) => sureness[item.id] >= least;

const allClaims = items.filter((item) => item.of === "claim");

/** How many claims the legend lets through, of all that there are. */
function claimsShown() {
  return `${allClaims.filter(allowed).length.toLocaleString("en")} of ${plural(allClaims.length, "claim", "claims")}`;
}

function confidenceRange() {
  const value = make("b", { id: "least-value" }, "0.00");
  const input = (event) => {
    least = Number(event.target.value);
    value.textContent = least.toFixed(2);
    filterChanged();
  };
  return make(
    "div",
    { class: "least", hidden: !allClaims.length },
    make("label", { for: "least" }, "Show claims read with confidence of at least ", value),
    make("input", { id: "least", type: "range", min: "0", max: "0.95", step: "0.05", value: "0", input }),
    make("span", { id: "least-count", class: "count" }),
  );
}
