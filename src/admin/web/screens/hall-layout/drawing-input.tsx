import AddIcon from '@mui/icons-material/Add';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import {
  Alert,
  Box,
  Button,
  Chip,
  IconButton,
  MenuItem,
  Stack,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { useEffect, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { ObjectInputProps } from '../index.ts';
import {
  AISLE,
  LEFT,
  MOST,
  painted,
  readDrawing,
  resized,
  seatsOf,
  WHEELCHAIR,
  withoutZone,
  withZone,
  writeDrawing,
  type Drawing,
  type Place,
  type Zone,
} from './drawing.ts';
import { SeatGrid } from './seat-grid.tsx';

/** Draws how the seats of a hall stand; begins with the present layout. */
export default function DrawingInput({ record, value, error, onChange }: ObjectInputProps) {
  const text = useText();
  const [drawing, setDrawing] = useState<Drawing>(() =>
    readDrawing(String(value || record.drawing || '')),
  );
  const [tool, setTool] = useState<Place>(String(drawing.zones[0]?.number ?? 1));

  const draw = (next: Drawing) => {
    setDrawing(next);
    onChange(writeDrawing(next));
  };
  // What is drawn is what would be saved, before anything is painted too.
  useEffect(() => {
    if (!value) onChange(writeDrawing(drawing));
  }, [drawing, onChange, value]);

  const rows = drawing.places.length;
  const cols = drawing.places[0]?.length ?? 1;
  const changeZone = (zone: Zone) =>
    draw({
      ...drawing,
      zones: drawing.zones.map((one) => (one.number === zone.number ? zone : one)),
    });
  return (
    <Stack spacing={2}>
      {error && <Alert severity="error">{error}</Alert>}
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <TextField
          label={text('screen')}
          value={drawing.screen}
          onChange={({ target }) => draw({ ...drawing, screen: target.value })}
          slotProps={{ htmlInput: { maxLength: 20 } }}
          sx={{ width: 150 }}
        />
        <SizeInput
          label={text('rows')}
          value={rows}
          most={MOST.rows}
          onChange={(size) => draw(resized(drawing, size, cols))}
        />
        <SizeInput
          label={text('columns')}
          value={cols}
          most={MOST.cols}
          onChange={(size) => draw(resized(drawing, rows, size))}
        />
        <TextField
          select
          label={text('couple_zone')}
          value={drawing.coupleZone}
          onChange={({ target }) => draw({ ...drawing, coupleZone: Number(target.value) })}
          sx={{ minWidth: 130 }}
        >
          {drawing.zones.map(({ number, name }) => (
            <MenuItem key={number} value={number}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <Stack spacing={1}>
        {drawing.zones.map((zone) => (
          <Stack key={zone.number} direction="row" sx={{ gap: 1, alignItems: 'center' }}>
            <TextField
              type="color"
              value={zone.color}
              onChange={({ target }) => changeZone({ ...zone, color: target.value })}
              sx={{ width: 52, '& input': { p: 0.5, height: 28 } }}
              slotProps={{ htmlInput: { 'aria-label': `${text('color')}: ${zone.name}` } }}
            />
            <TextField
              value={zone.name}
              onChange={({ target }) => changeZone({ ...zone, name: target.value })}
              sx={{ width: 160 }}
              slotProps={{
                htmlInput: { maxLength: 20, 'aria-label': `${text('zone')} ${zone.number}` },
              }}
            />
            <Chip
              size="small"
              label={text('seat_count', { smart_count: seatsOf(drawing, zone.number) })}
            />
            {drawing.zones.length > 1 && (
              <IconButton
                size="small"
                aria-label={`${text('delete')}: ${zone.name}`}
                onClick={() => {
                  draw(withoutZone(drawing, zone.number));
                  setTool(AISLE);
                }}
              >
                <DeleteIcon fontSize="small" />
              </IconButton>
            )}
          </Stack>
        ))}
        {drawing.zones.length < 9 && (
          <Box>
            <Button startIcon={<AddIcon />} onClick={() => draw(withZone(drawing, text('zone')))}>
              {text('add_to', { name: text('zone') })}
            </Button>
          </Box>
        )}
      </Stack>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={tool}
        onChange={(_event, chosen: Place | null) => chosen && setTool(chosen)}
        aria-label={text('tools')}
        sx={{ flexWrap: 'wrap' }}
      >
        {drawing.zones.map(({ number, name, color }) => (
          <ToggleButton key={number} value={String(number)} sx={{ gap: 0.5 }}>
            <Box sx={{ width: 14, height: 14, borderRadius: '4px', bgcolor: color }} />
            {name}
          </ToggleButton>
        ))}
        <ToggleButton value={LEFT}>{text('couple_seat')}</ToggleButton>
        <ToggleButton value={WHEELCHAIR}>{text('wheelchair')}</ToggleButton>
        <ToggleButton value={AISLE}>{text('aisle')}</ToggleButton>
      </ToggleButtonGroup>
      <SeatGrid drawing={drawing} onPaint={(row, col) => draw(painted(drawing, row, col, tool))} />
    </Stack>
  );
}

interface SizeProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  onChange(size: number): void;
}

function SizeInput({ label, value, most, onChange }: SizeProps) {
  return (
    <TextField
      type="number"
      label={label}
      value={value}
      onChange={({ target }) => onChange(Number(target.value) || 1)}
      sx={{ width: 84 }}
      slotProps={{ htmlInput: { min: 1, max: most } }}
    />
  );
}
