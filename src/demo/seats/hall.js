import { text } from './texts.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Side of a place in the drawing, and of the seat in it. */
const PLACE = 30;
const SEAT = 24;
/** Room for the screen and for the numbers of the rows. */
const TOP = 34;
const LEFT = 26;

/** Which way the arrow keys go: rows down, columns to the right. */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function element(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** What a seat is called, e.g. `5 排 8 座`. */
export function nameOf({ row, number }) {
  return `${row} ${text('row')} ${number} ${text('seat')}`;
}

/**
 * Draws the seats of a hall from `GET /halls/:id/seats/`. One of them is in the order of the Tab
 * key, the arrow keys go on from there; Space, Enter and clicks choose.
 *
 * @param layout the answer
 * @param choose called with the seat that was chosen
 * @returns the drawing, and `show(stateOf, priceOf)`, which shows the seats as they are now
 */
export function drawHall(layout, choose) {
  const width = LEFT + layout.cols * PLACE;
  const svg = element('svg', {
    viewBox: `0 0 ${width} ${TOP + layout.rows * PLACE}`,
    role: 'group',
    'aria-label': layout.screen,
  });
  // Seats stay large enough for a finger; a wide hall is scrolled on a telephone.
  svg.style.minWidth = `${width * 0.85}px`;
  svg.append(
    element('path', {
      class: 'screen',
      d: `M${LEFT + 20} 4H${width - 20}L${width - 36} 20H${LEFT + 36}Z`,
    }),
    element('text', { x: (LEFT + width) / 2, y: 12 }, layout.screen),
  );
  const colors = new Map(layout.zones.map(({ id, color }) => [id, color]));
  const drawn = new Map();
  const rows = new Set();
  for (const seat of layout.seats) {
    const x = LEFT + (seat.grid_col - 1) * PLACE;
    const y = TOP + (seat.grid_row - 1) * PLACE;
    if (!rows.has(seat.row)) svg.append(element('text', { x: 10, y: y + SEAT / 2 }, seat.row));
    rows.add(seat.row);
    // The halves of a couple seat touch.
    const wider = seat.pair === null ? 0 : (PLACE - SEAT) / 2;
    const mark = element('text', { x: x + SEAT / 2, y: y + SEAT / 2 });
    const place = element(
      'g',
      { class: 'seat', role: 'checkbox', tabindex: '-1' },
      element('rect', {
        x: seat.type === 'R' ? x - wider : x,
        y,
        width: SEAT + wider,
        height: SEAT,
        rx: 5,
        stroke: colors.get(seat.zone),
      }),
      mark,
    );
    place.addEventListener('click', () => choose(seat));
    place.addEventListener('focus', () => makeCurrent(seat));
    drawn.set(seat.id, { seat, place, mark });
    svg.append(place);
  }

  let current = layout.seats[0];
  drawn.get(current.id).place.setAttribute('tabindex', '0');
  function makeCurrent(seat) {
    drawn.get(current.id).place.setAttribute('tabindex', '-1');
    current = seat;
    drawn.get(seat.id).place.setAttribute('tabindex', '0');
  }

  svg.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const next = neighbour(layout.seats, current, arrow);
      if (next) drawn.get(next.id).place.focus();
    } else if (event.key === ' ' || event.key === 'Enter') choose(current);
    else return;
    event.preventDefault();
  });

  function show(stateOf, priceOf) {
    for (const { seat, place, mark } of drawn.values()) {
      const state = stateOf(seat);
      const kind = { L: text('couple'), R: text('couple'), W: text('wheelchair') }[seat.type];
      const words = [nameOf(seat), kind, priceOf(seat), text(state)];
      place.dataset.state = state;
      place.setAttribute('aria-checked', String(state === 'chosen'));
      place.setAttribute('aria-disabled', String(!['available', 'chosen'].includes(state)));
      place.setAttribute('aria-label', words.filter(Boolean).join(', '));
      const signs = { chosen: '✓', sold: '×', blocked: '–', locked: '•', mine: '★' };
      mark.textContent = signs[state] ?? (seat.type === 'W' ? '♿' : seat.number);
    }
  }
  return { svg, show };
}

/** A seat for the legend. @param color of its zone, if it stands for one */
export function drawSample(state, color = '') {
  const rect = element('rect', { x: 1, y: 1, width: SEAT, height: SEAT, rx: 5, stroke: color });
  const disabled = String(state === 'sold');
  const seat = element(
    'g',
    { class: 'seat', 'data-state': state, 'aria-disabled': disabled },
    rect,
  );
  return element('svg', { viewBox: '0 0 26 26', 'aria-hidden': 'true' }, seat);
}

/** The next seat that way: the nearest in the row, or the nearest row's nearest seat. */
function neighbour(seats, from, [down, right]) {
  const ahead = seats.filter(({ grid_row: row, grid_col: col }) =>
    right
      ? row === from.grid_row && (col - from.grid_col) * right > 0
      : (row - from.grid_row) * down > 0,
  );
  const distance = (seat) =>
    Math.abs(seat.grid_row - from.grid_row) * 1000 + Math.abs(seat.grid_col - from.grid_col);
  return ahead.toSorted((a, b) => distance(a) - distance(b))[0];
}
