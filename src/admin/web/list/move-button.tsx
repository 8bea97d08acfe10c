import DragIcon from '@mui/icons-material/DragIndicator';
import { IconButton, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import type { Direction } from './tree.ts';

interface Props {
  readonly name: string;
  mayStep(direction: Direction): boolean;
  onStep(direction: Direction): void;
}

const WAYS = ['up', 'down', 'right', 'left'] as const;

/** The handle of a row of a tree: to drag it by, or to move it without dragging. */
export function MoveButton({ name, mayStep, onStep }: Props) {
  const text = useText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        size="small"
        aria-label={`${text('move')}: ${name}`}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        sx={{ cursor: 'grab', color: 'text.secondary', p: 0.25 }}
      >
        <DragIcon fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {WAYS.map((direction) => (
          <MenuItem
            key={direction}
            disabled={!mayStep(direction)}
            onClick={() => {
              setAnchor(null);
              onStep(direction);
            }}
          >
            {text(`move_${direction}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
