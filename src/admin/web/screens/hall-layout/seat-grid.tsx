import { Box, Typography } from '@mui/material';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { AISLE, LEFT, RIGHT, WHEELCHAIR, type Drawing, type Place } from './drawing.ts';

/** Pixels of a place. */
const SIZE = 24;

const STEPS: Readonly<Record<string, readonly [row: number, col: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface Props {
  readonly drawing: Drawing;
  /** Without it the grid is only looked at. */
  onPaint?(row: number, col: number): void;
}

/** The hall from above: painted by mouse, finger or keyboard. */
export function SeatGrid({ drawing, onPaint }: Props) {
  const text = useText();
  const [focus, setFocus] = useState<readonly [number, number]>([0, 0]);
  const isPainting = useRef(false);
  const grid = useRef<HTMLDivElement>(null);
  const { places, zones, coupleZone, screen } = drawing;
  const colors = new Map(zones.map(({ number, color }) => [String(number), color]));

  const colorOf = (place: Place): string | undefined => {
    if (place === LEFT || place === RIGHT) return colors.get(String(coupleZone));
    return place === WHEELCHAIR ? zones[0]?.color : colors.get(place);
  };
  const nameOf = (place: Place): string => {
    if (place === AISLE) return text('aisle');
    if (place === WHEELCHAIR) return text('wheelchair');
    if (place === LEFT || place === RIGHT) return text('couple_seat');
    return zones.find(({ number }) => String(number) === place)?.name ?? place;
  };

  function press(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const row = Math.min(Math.max(0, focus[0] + step[0]), places.length - 1);
    const col = Math.min(Math.max(0, focus[1] + step[1]), (places[0]?.length ?? 1) - 1);
    setFocus([row, col]);
    grid.current?.querySelector<HTMLElement>(`[data-place="${row}-${col}"]`)?.focus();
  }

  return (
    <Box sx={{ overflowX: 'auto', pb: 1 }}>
      <Box sx={{ width: 'fit-content', mx: 'auto' }}>
        <Typography
          variant="caption"
          sx={{
            display: 'block',
            textAlign: 'center',
            mb: 1,
            borderBottom: 3,
            borderColor: 'text.disabled',
            borderRadius: 4,
          }}
        >
          {screen}
        </Typography>
        <Box
          ref={grid}
          role="grid"
          tabIndex={-1}
          aria-label={text('seats')}
          onKeyDown={onPaint ? press : undefined}
          onPointerUp={() => (isPainting.current = false)}
          onPointerLeave={() => (isPainting.current = false)}
          sx={{ touchAction: 'pan-x pan-y', userSelect: 'none' }}
        >
          {places.map((line, row) => (
            // Lines have nothing but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <Box key={row} role="row" sx={{ display: 'flex' }}>
              {line.map((place, col) => (
                <Box
                  // oxlint-disable-next-line react/no-array-index-key
                  key={col}
                  role="gridcell"
                  data-place={`${row}-${col}`}
                  tabIndex={onPaint ? (focus[0] === row && focus[1] === col ? 0 : -1) : undefined}
                  aria-label={`${row + 1}-${col + 1} ${nameOf(place)}`}
                  onPointerDown={() => {
                    if (!onPaint) return;
                    isPainting.current = true;
                    setFocus([row, col]);
                    onPaint(row, col);
                  }}
                  onPointerEnter={() => isPainting.current && onPaint?.(row, col)}
                  onKeyDown={(event) => {
                    if (event.key !== ' ' && event.key !== 'Enter') return;
                    event.preventDefault();
                    onPaint?.(row, col);
                  }}
                  sx={{
                    width: SIZE,
                    height: SIZE,
                    p: '2px',
                    cursor: onPaint ? 'crosshair' : undefined,
                    '&:focus-visible': { outline: '2px solid', outlineColor: 'primary.main' },
                  }}
                >
                  <Box
                    sx={{
                      width: '100%',
                      height: '100%',
                      fontSize: 11,
                      lineHeight: `${SIZE - 4}px`,
                      textAlign: 'center',
                      color: '#fff',
                      bgcolor: colorOf(place),
                      border: place === AISLE ? '1px dashed' : 0,
                      borderColor: 'divider',
                      borderRadius:
                        place === LEFT ? '6px 0 0 6px' : place === RIGHT ? '0 6px 6px 0' : '5px',
                      ml: place === RIGHT ? '-4px' : 0,
                      mr: place === LEFT ? '-4px' : 0,
                    }}
                  >
                    {place === WHEELCHAIR ? '♿' : place === LEFT ? '♥' : ''}
                  </Box>
                </Box>
              ))}
            </Box>
          ))}
        </Box>
      </Box>
    </Box>
  );
}
