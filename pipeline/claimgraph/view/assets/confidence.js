// The range in the legend below which less surely read claims are left out.

function confidenceRange() {
  const input = (event) => change({ least: Number(event.target.value) }, { replace: true });
  return make(
    "div",
    { class: "least", hidden: !allClaims.length },
    make("label", { for: "least" }, "Show claims read with confidence of at least ", make("b", { id: "least-value" })),
    make("input", { id: "least", type: "range", min: "0", max: "0.95", step: "0.05", value: "0", input }),
    make("span", { id: "least-count", class: "count" }),
  );
}

function showLeast() {
  document.getElementById("least").value = String(state.least);
  document.getElementById("least-value").textContent = state.least.toFixed(2);
  document.getElementById("least-count").textContent = claimsShown();
}
