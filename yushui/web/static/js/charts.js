// <figure data-yu-chart="id of the JSON" data-yu-echarts="address of ECharts">: draws when it comes
// into view. ECharts is fetched only by pages that have a chart. Colours are those of tokens.css.

let library = null;

function load(address) {
  if (window.echarts) return Promise.resolve(window.echarts);
  if (!library) {
    library = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.echarts);
      script.onerror = reject;
      document.head.append(script);
    });
  }
  return library;
}

function look() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--yu-${name}`).trim();
  const size = 0.8125 * parseFloat(style.fontSize);
  const axis = {
    axisLine: { lineStyle: { color: token("line-strong") } },
    axisTick: { show: false },
    axisLabel: { color: token("ink-soft"), fontSize: size, hideOverlap: true },
    splitLine: { lineStyle: { color: token("line") } },
  };
  return {
    color: [1, 2, 3, 4, 5, 6].map((n) => token(`series-${n}`)),
    textStyle: { fontFamily: token("sans"), color: token("ink"), fontSize: size },
    legend: { textStyle: { color: token("ink-soft"), fontSize: size } },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: axis,
    timeAxis: axis,
  };
}

// A series may ask for one of the colours of tokens.css by its number: {"yuSeries": 4}.
function coloured(series) {
  const style = getComputedStyle(document.documentElement);
  return (series || []).map(({ yuSeries, ...rest }) => {
    if (!yuSeries) return rest;
    return { ...rest, itemStyle: { color: style.getPropertyValue(`--yu-series-${yuSeries}`).trim() } };
  });
}

// Names of units are long and telephones narrow: a name breaks into lines, the bars keep their room.
function named(axis, width) {
  if (!axis || axis.type !== "category") return axis;
  const label = { hideOverlap: false, width: Math.round(width * 0.35), overflow: "break" };
  return { ...axis, axisLabel: { ...label, ...axis.axisLabel } };
}

async function draw(figure) {
  const echarts = await load(figure.dataset.yuEcharts);
  const option = JSON.parse(document.getElementById(figure.dataset.yuChart).textContent);
  const canvas = figure.querySelector(".yu-chart-canvas");
  canvas.classList.add("yu-chart-drawn");
  const chart = echarts.init(canvas, look());
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  // Tips are drawn, not written as HTML: inline styles are refused by the page's policy.
  chart.setOption({
    animation: !still,
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    ...option,
    ...(option.yAxis && { yAxis: named(option.yAxis, canvas.clientWidth) }),
    series: coloured(option.series),
    tooltip: { confine: true, ...option.tooltip, renderMode: "richText" },
  });
  window.addEventListener("resize", () => chart.resize());
}

export function bindCharts(root) {
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        watch.unobserve(entry.target);
        draw(entry.target);
      }
    }
  });
  for (const figure of root.querySelectorAll("figure[data-yu-chart]")) {
    if (figure.dataset.yuBound) continue;
    figure.dataset.yuBound = "1";
    watch.observe(figure);
  }
}
