import MoreIcon from '@mui/icons-material/MoreVert';
import {
  Button,
  IconButton,
  LinearProgress,
  Menu,
  MenuItem,
  Paper,
  Stack,
  useMediaQuery,
  type Theme,
} from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';

/** What happens once an object is saved. */
export type Afterwards = 'list' | 'add' | 'stay';

interface Props {
  readonly isBusy: boolean;
  readonly mayChange?: boolean;
  readonly mayAdd: boolean;
  onSave(afterwards: Afterwards): void;
  onSaveAsNew?(): void;
  /** Stands at the other end. */
  readonly children?: ReactNode;
}

/** The ways to save that Django's admin has; they stay in sight while the form scrolls. */
export function FormToolbar(props: Props) {
  const { isBusy, mayChange = true, mayAdd, onSave, onSaveAsNew, children } = props;
  const text = useText();
  const isNarrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  const ways = [
    ...(mayAdd ? [{ label: text('save_and_add'), save: () => onSave('add') }] : []),
    { label: text('save_and_continue'), save: () => onSave('stay') },
    ...(onSaveAsNew ? [{ label: text('save_as_new'), save: onSaveAsNew }] : []),
  ];
  return (
    <Paper
      elevation={3}
      sx={{ position: 'sticky', bottom: 8, mt: 2, p: 1.25, zIndex: 5 }}
      role="toolbar"
      aria-label={text('save')}
    >
      {isBusy && (
        <LinearProgress
          aria-label={text('saving')}
          sx={{ position: 'absolute', left: 0, right: 0, top: 0 }}
        />
      )}
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        {mayChange && (
          <Button type="submit" variant="contained" aria-busy={isBusy}>
            {text('save')}
          </Button>
        )}
        {mayChange && isNarrow && <MoreWays ways={ways} />}
        {mayChange &&
          !isNarrow &&
          ways.map(({ label, save }) => (
            <Button key={label} aria-busy={isBusy} onClick={save}>
              {label}
            </Button>
          ))}
        <Stack direction="row" sx={{ ml: 'auto', gap: 1 }}>
          {children}
        </Stack>
      </Stack>
    </Paper>
  );
}

interface WaysProps {
  readonly ways: readonly { readonly label: string; save(): void }[];
}

function MoreWays({ ways }: WaysProps) {
  const text = useText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        aria-label={text('more_ways')}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {ways.map(({ label, save }) => (
          <MenuItem
            key={label}
            onClick={() => {
              setAnchor(null);
              save();
            }}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
