// Each network of the page, drawn by sigma.js where there is WebGL; the still picture stays where
// there is none, and for paper. The slider takes accounts away in the order of the strategy.
const sigmas = {};
const networks = JSON.parse(document.getElementById("networks").textContent);

function hasWebGL() {
  const context = document.createElement("canvas").getContext("webgl2");
  if (context === null) return false;
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return true;
}

// Colours of the page, light or dark, as numbers that can be mixed.
function readColours(network) {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
    return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
  };
  const [paper, ink, quiet, axis] = ["--paper", "--ink", "--quiet", "--axis"].map(read);
  return { paper, ink, quiet, axis, groups: network.colours.map(read) };
}
const css = (rgb, alpha = 1) => `rgba(${rgb.join(",")},${alpha})`;
// Sigma blends colours that are multiplied by their opacity already.
const faded = (rgb, alpha) => css(rgb.map((part) => Math.round(part * alpha)), alpha);
const mixed = (rgb, paper, share) => rgb.map((part, i) => Math.round(share * part + (1 - share) * paper[i]));

// Which accounts are in the giant component of those left: the first of the largest.
function connected(ties, isLeft) {
  const parent = isLeft.map((_, node) => node);
  const root = (node) => {
    while (parent[node] !== node) node = parent[node] = parent[parent[node]];
    return node;
  };
  ties.one.forEach((one, i) => {
    const other = ties.other[i];
    if (!isLeft[one] || !isLeft[other]) return;
    const [a, b] = [root(one), root(other)];
    if (a < b) parent[b] = a; else parent[a] = b;
  });
  const sizes = new Array(isLeft.length).fill(0);
  isLeft.forEach((left, node) => { if (left) sizes[root(node)] += 1; });
  let giant = 0;
  sizes.forEach((size, node) => { if (size > sizes[giant]) giant = node; });
  return isLeft.map((left, node) => left && root(node) === giant);
}

// How many accounts of each node are left and connected: [present, connected] by node.
function stateAt(network, removal, stop) {
  if (network.has_communities) {
    if (removal === undefined) return [network.nodes.size, network.nodes.size];
    return [removal.present[stop], removal.connected[stop]];
  }
  const isLeft = network.nodes.id.map(() => true);
  if (removal !== undefined) {
    for (const node of removal.order.slice(0, removal.at[stop])) isLeft[node] = false;
  }
  return [isLeft.map(Number), connected(network.ties, isLeft).map(Number)];
}

// Names beside their nodes, off one another as far as it goes, with a halo.
function nameWriter(theme, isWithin) {
  let taken = [];
  const write = (context, node, settings) => {
    if (!node.label) return;
    const size = settings.labelSize;
    context.font = `${size}px ${settings.labelFont}`;
    const wide = context.measureText(node.label).width;
    const { width, height } = context.canvas.getBoundingClientRect();
    const gap = node.size + 4;
    const corners = [
      [node.x + gap, node.y - size / 2], [node.x - gap - wide, node.y - size / 2],
      [node.x - wide / 2, node.y - gap - size], [node.x - wide / 2, node.y + gap],
      [node.x + gap, node.y - gap - size], [node.x - gap - wide, node.y + gap],
      [node.x + gap, node.y + gap], [node.x - gap - wide, node.y - gap - size],
    ];
    if (isWithin) corners.unshift([node.x - wide / 2, node.y - size / 2]);
    const corner = corners.find(([x, y]) => x > 0 && y > 0 && x + wide < width && y + size < height &&
      !taken.some((box) => x < box.right && box.left < x + wide && y < box.bottom && box.top < y + size));
    if (corner === undefined) return;
    const [x, y] = corner;
    taken.push({ left: x - 2, top: y - 1, right: x + wide + 2, bottom: y + size + 1 });
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = css(theme.colours.paper, 0.85);
    context.fillStyle = css(node.isGone ? theme.colours.quiet : theme.colours.ink);
    context.textBaseline = "top";
    context.strokeText(node.label, x, y);
    context.fillText(node.label, x, y);
  };
  return { write, clear: () => { taken = []; } };
}

// The node under the pointer: its name on a plate.
function writePointed(context, node, settings, theme) {
  const size = settings.labelSize;
  context.font = `600 ${size}px ${settings.labelFont}`;
  const wide = context.measureText(node.name).width;
  const room = context.canvas.getBoundingClientRect().width;
  const x = Math.max(6, Math.min(node.x + node.size + 8, room - wide - 10));
  context.beginPath();
  context.arc(node.x, node.y, node.size + 2, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = css(theme.colours.ink);
  context.stroke();
  context.fillStyle = css(theme.colours.paper, 0.95);
  context.fillRect(x - 5, node.y - size / 2 - 4, wide + 10, size + 8);
  context.fillStyle = css(theme.colours.ink);
  context.textBaseline = "middle";
  context.fillText(node.name, x, node.y);
}

const LOOKS = ["hollow", "pale", "solid"];

function startNetwork(figure, network) {
  const stage = figure.querySelector(".stage");
  const { nodes, ties } = network;
  const theme = { colours: readColours(network) };
  let removal = network.removals[0];
  let stop = 0;
  let [present, linked] = stateAt(network, removal, stop);

  // An account is one disc; a community up to three: what it was, what is left, what is connected.
  const layers = network.has_communities ? LOOKS : ["account"];
  const graph = new graphology.Graph({ type: "undirected" });
  const shortName = (name) => (network.has_communities ? name.split(" ").pop() : name);
  const upwards = nodes.id.map((_, node) => node);
  if (!network.has_communities) upwards.reverse();
  layers.forEach((layer, z) => upwards.forEach((node) => {
    const isNamed = node < network.labelled && z === 0;
    graph.addNode(`${layer}-${node}`, {
      x: nodes.x[node], y: -nodes.y[node], zIndex: z, node, layer, name: nodes.id[node],
      label: isNamed ? shortName(nodes.id[node]) : null, forceLabel: isNamed,
    });
  }));
  const first = layers[0];
  const widest = Math.max(1, ...ties.follows);
  ties.one.forEach((one, i) => graph.addEdgeWithKey(String(i), `${first}-${one}`, `${first}-${ties.other[i]}`, { tie: i }));

  const look = (node) => (present[node] === 0 ? "hollow" : linked[node] === 0 ? "pale" : "solid");
  const paint = (kind, rgb) => {
    const { paper, quiet } = theme.colours;
    if (kind === "nothing") return { color: faded(paper, 0), borderColor: faded(paper, 0) };
    if (kind === "hollow") return { color: faded(paper, 0), borderColor: css(quiet) };
    if (kind === "pale") return { color: css(mixed(rgb, paper, 0.28)), borderColor: css(rgb) };
    return { color: css(rgb), borderColor: css(paper) };
  };
  let scale = 1;
  const share = { hollow: () => 1, pale: (node) => present[node] / nodes.size[node], solid: (node) => linked[node] / nodes.size[node] };
  const drawNode = (_, data) => {
    const { node, layer } = data;
    const kind = layer === "account" ? look(node) : layer;
    const part = layer === "account" ? 1 : share[layer](node);
    // The rim of a community that has lost nobody is not seen, but carries its name.
    const isWhole = layer === "hollow" && present[node] === nodes.size[node];
    return {
      ...data, ...paint(isWhole ? "nothing" : kind, theme.colours.groups[nodes.group[node]]),
      size: Math.max(nodes.radius[node] * scale * Math.sqrt(part), 0.01),
      hidden: part === 0,
      isGone: present[node] === 0,
    };
  };
  const opacity = Math.min(0.6, Math.max(0.16, 11 / Math.sqrt(ties.one.length + 1)));
  const drawTie = (_, data) => {
    const [one, other] = [ties.one[data.tie], ties.other[data.tie]];
    const [group, far] = [nodes.group[one], nodes.group[other]];
    const weight = network.has_communities ? Math.sqrt(ties.follows[data.tie] / widest) : 0;
    return {
      size: 0.7 + 5 * weight, hidden: present[one] === 0 || present[other] === 0,
      color: faded(group === far ? theme.colours.groups[group] : theme.colours.axis, opacity),
    };
  };

  figure.classList.add("live");
  for (const each of figure.querySelectorAll(".stage, .controls, .left, .zoom")) each.hidden = false;
  scale = stage.clientWidth / 1000;
  const names = nameWriter(theme, network.has_communities);
  const borders = [
    { size: { value: 1.6, mode: "pixels" }, color: { attribute: "borderColor" } },
    { size: { fill: true }, color: { attribute: "color" } },
  ];
  const sigma = new Sigma(graph, stage, {
    nodeReducer: drawNode, edgeReducer: drawTie, zIndex: true, allowInvalidContainer: true,
    defaultNodeType: "disc", defaultEdgeType: network.has_communities ? "line" : "thin",
    edgeProgramClasses: { line: Sigma.rendering.EdgeRectangleProgram, thin: Sigma.rendering.EdgeLineProgram },
    nodeProgramClasses: { disc: Sigma.rendering.createNodeBorderProgram({ borders }) },
    minEdgeThickness: 0.5, stagePadding: network.margin * stage.clientWidth,
    labelFont: "system-ui, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif", labelSize: 12,
    enableCameraZooming: false, enableCameraRotation: false,
    defaultDrawNodeLabel: names.write,
    defaultDrawNodeHover: (context, node, settings) => writePointed(context, node, settings, theme),
  });
  sigmas[figure.id] = sigma;
  sigma.on("beforeRender", names.clear);
  sigma.on("resize", () => {
    scale = stage.clientWidth / 1000;
    sigma.setSetting("stagePadding", network.margin * stage.clientWidth);
  });

  // The page scrolls over the whole network; who has zoomed in drags it. The camera moves for the
  // buttons alone: the wheel belongs to the page.
  const camera = sigma.getCamera();
  const settle = () => {
    const isClose = camera.ratio < 0.99;
    camera.enabledZooming = false;
    camera.enabledPanning = isClose;
    sigma.setSetting("enableCameraPanning", isClose);
    sigma.getTouchCaptor().enabled = isClose;
    figure.querySelector("[data-zoom=out]").disabled = !isClose;
    figure.querySelector("[data-zoom=all]").disabled = !isClose;
  };
  settle();
  const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 200;
  const travel = (state) => {
    camera.enabledZooming = camera.enabledPanning = true;
    camera.animate(state, { duration }, settle);
  };
  const zoom = {
    in: () => travel({ ratio: Math.max(camera.ratio / 1.6, 0.05) }),
    out: () => (camera.ratio * 1.6 >= 0.99 ? zoom.all() : travel({ ratio: camera.ratio * 1.6 })),
    all: () => travel({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
  };
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoom[button.dataset.zoom]());
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    theme.colours = readColours(network);
    sigma.refresh({ skipIndexation: true });
  });

  // What the slider says, and what it draws: only what has changed since.
  const slider = figure.querySelector(".suspended input");
  if (slider === null) return;
  const percent = (value) => `${value >= 0.01 || value === 0 ? (100 * value).toFixed(1) : Number((100 * value).toPrecision(2))} %`;
  const number = (value) => value.toLocaleString("en");
  const tell = () => {
    const suspended = removal.at[stop];
    const { giant, follows, reach } = removal.numbers;
    const inGiant = Math.round(giant[stop] * network.accounts);
    const texts = {
      giant: `${number(inGiant)} (${percent(giant[stop])})`,
      broken: number(network.accounts - suspended - inGiant),
      follows: percent(follows[stop]),
      reach: reach ? percent(reach[stop]) : "",
    };
    for (const cell of figure.querySelectorAll("[data-number]")) {
      cell.textContent = texts[cell.dataset.number];
      cell.parentNode.hidden = texts[cell.dataset.number] === "";
    }
    figure.querySelector("output").textContent = number(suspended);
    slider.setAttribute("aria-valuetext", `${number(suspended)} accounts suspended: ${texts.giant} still connected, ${texts.broken} in smaller pieces`);
  };
  const show = () => {
    const before = [present, linked];
    [present, linked] = stateAt(network, removal, stop);
    const changed = nodes.id.map((_, node) => present[node] !== before[0][node] || linked[node] !== before[1][node]);
    sigma.refresh({
      partialGraph: {
        nodes: graph.filterNodes((_, data) => changed[data.node]),
        edges: graph.filterEdges((_, data) => changed[ties.one[data.tie]] || changed[ties.other[data.tie]]),
      },
      skipIndexation: true,
    });
    tell();
  };
  let waits = false;
  const move = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      stop = Number(slider.value);
      show();
    });
  };
  slider.max = removal.at.length - 1;
  slider.addEventListener("input", move);
  figure.querySelector("select")?.addEventListener("change", (event) => {
    removal = network.removals[Number(event.target.value)];
    slider.max = removal.at.length - 1;
    move();
  });
  tell();
}

// Without WebGL the libraries fail as soon as they are read; so they are read here.
function readLibraries() {
  for (const library of document.querySelectorAll("script.library")) {
    const script = document.createElement("script");
    script.textContent = library.textContent;
    document.head.append(script);
  }
}

if (hasWebGL()) {
  readLibraries();
  for (const [id, network] of Object.entries(networks)) startNetwork(document.getElementById(id), network);
}
