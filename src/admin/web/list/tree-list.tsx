import CollapseIcon from '@mui/icons-material/KeyboardArrowDown';
import ExpandIcon from '@mui/icons-material/KeyboardArrowRight';
import {
  Alert,
  Box,
  IconButton,
  LinearProgress,
  Link as MuiLink,
  Paper,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useNotify, type Identifier, type RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import { checkSignedIn } from '../server/auth-provider.ts';
import { useResource } from '../server/description-context.ts';
import type { TreeDescription } from '../server/description.ts';
import type { Page } from '../server/data-provider.ts';
import { call } from '../server/http.ts';
import { useText } from '../i18n/use-text.ts';
import { nameOf } from '../values/name-of.ts';
import { MoveButton } from './move-button.tsx';
import {
  changedOrder,
  forestOf,
  moved,
  stepped,
  type Direction,
  type Node,
  type OrderItem,
  type Side,
  wayTo,
} from './tree.ts';

/** Pages of rows that are read at most. */
const MOST_PAGES = 50;

async function allRows(
  resource: string,
  pageSize: number,
  signal: AbortSignal,
): Promise<RaRecord[]> {
  const rows: RaRecord[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { page, page_size: pageSize };
    const { data } = await call<Page>('GET', `${resource}/`, { query, signal });
    rows.push(...data.results);
    if (data.next === null) break;
  }
  return rows;
}

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** All rows as a tree, re-ordered by mouse or keyboard. */
export function TreeList({ tree }: { tree: TreeDescription }) {
  const text = useText();
  const notify = useNotify();
  const { name, list, permissions } = useResource();
  const rows = useQuery({
    queryKey: [name, 'tree'],
    queryFn: ({ signal }) => allRows(name, list.max_per_page, signal),
  });
  const stored = useMemo(() => forestOf(rows.data ?? [], tree), [rows.data, tree]);
  const [draft, setDraft] = useState<Node[] | null>(null);
  const [isOpen, setOpen] = useState<ReadonlySet<Identifier>>(new Set());
  const [dragged, setDragged] = useState<Identifier | null>(null);
  const forest = draft ?? stored;
  const box = useRef<HTMLUListElement>(null);
  const [inHand, hold] = useState<{ readonly id: Identifier } | null>(null);
  const line = useRef(Promise.resolve());
  const underWay = useRef(0);

  function reorder(next: Node[]) {
    if (next === forest) return;
    const items = changedOrder(forest, next);
    setDraft(next);
    underWay.current += 1;
    // One after the other: each begins where the one before has ended.
    line.current = line.current.then(() => send(items));
  }

  async function send(items: readonly OrderItem[]): Promise<void> {
    try {
      await call('PATCH', `${name}/order/`, { body: { items } });
      notify('admin.order_saved', { type: 'success', autoHideDuration: 1500 });
    } catch (error) {
      notify((error as Error).message, { type: 'error' });
      await checkSignedIn(error);
    }
    if (underWay.current === 1) await rows.refetch();
    underWay.current -= 1;
    if (underWay.current === 0) setDraft(null);
  }

  function step(id: Identifier, direction: Direction) {
    const next = stepped(forest, id, direction);
    // Wherever it goes, it stays in sight and in hand.
    const way = wayTo(next, id);
    setOpen((before) => new Set([...before, ...way]));
    hold({ id });
    reorder(next);
  }

  useEffect(() => {
    if (inHand) box.current?.querySelector<HTMLElement>(`[data-node="${inHand.id}"] a`)?.focus();
  }, [inHand]);

  const toggle = (id: Identifier) =>
    setOpen((before) =>
      before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]),
    );

  if (rows.error) return <Alert severity="error">{rows.error.message}</Alert>;
  return (
    <Paper variant="outlined">
      <Box sx={{ height: 4 }}>{rows.isFetching && <LinearProgress />}</Box>
      {permissions.change && (
        <Typography
          variant="caption"
          color="text.secondary"
          sx={{ display: 'block', px: 2, pt: 1 }}
        >
          {text('drag_help')}
        </Typography>
      )}
      <Box
        component="ul"
        ref={box}
        aria-label={text('tree_view')}
        sx={{ listStyle: 'none', m: 0, p: 1 }}
      >
        {forest.map((node) => (
          <Branch
            key={node.id}
            node={node}
            depth={0}
            isOpen={isOpen}
            mayMove={permissions.change}
            onToggle={toggle}
            onDrag={setDragged}
            onDrop={(target, side) => {
              if (dragged !== null) reorder(moved(forest, dragged, target, side));
              setDragged(null);
            }}
            onStep={step}
            mayStep={(id, direction) => stepped(forest, id, direction) !== forest}
          />
        ))}
        {!rows.isPending && forest.length === 0 && (
          <Typography color="text.secondary" sx={{ p: 4, textAlign: 'center' }}>
            {text('nothing_yet')}
          </Typography>
        )}
      </Box>
    </Paper>
  );
}

interface BranchProps {
  readonly node: Node;
  readonly depth: number;
  readonly isOpen: ReadonlySet<Identifier>;
  readonly mayMove: boolean;
  onToggle(id: Identifier): void;
  onDrag(id: Identifier): void;
  onDrop(target: Identifier, side: Side): void;
  onStep(id: Identifier, direction: Direction): void;
  mayStep(id: Identifier, direction: Direction): boolean;
}

/** Where in a row something is dropped: its upper and lower quarters put it beside. */
function sideOf({ clientY, currentTarget }: DragEvent<HTMLElement>): Side {
  const { top, height } = currentTarget.getBoundingClientRect();
  const share = (clientY - top) / height;
  return share < 0.25 ? 'before' : share > 0.75 ? 'after' : 'inside';
}

function Branch(props: BranchProps) {
  const { node, depth, isOpen, mayMove, onToggle, onDrag, onDrop, onStep, mayStep } = props;
  const text = useText();
  const { name } = useResource();
  const [side, setSide] = useState<Side | null>(null);
  const isExpanded = isOpen.has(node.id);
  const label = nameOf(node.row);

  function press(event: KeyboardEvent) {
    const direction = KEYS[event.key];
    if (!event.altKey || !direction || !mayMove) return;
    event.preventDefault();
    onStep(node.id, direction);
  }

  return (
    <Box component="li">
      <Box
        data-node={node.id}
        draggable={mayMove}
        onDragStart={() => onDrag(node.id)}
        onDragOver={(event) => {
          event.preventDefault();
          setSide(sideOf(event));
        }}
        onDragLeave={() => setSide(null)}
        onDrop={(event) => {
          event.preventDefault();
          setSide(null);
          onDrop(node.id, sideOf(event));
        }}
        onKeyDown={press}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.5,
          pl: depth * 3,
          py: 0.25,
          borderRadius: 1,
          '&:hover, &:focus-within': { bgcolor: 'action.hover' },
          boxShadow:
            side === 'before' ? '0 -2px 0 0 teal' : side === 'after' ? '0 2px 0 0 teal' : undefined,
          bgcolor: side === 'inside' ? 'action.selected' : undefined,
        }}
      >
        {mayMove && (
          <MoveButton
            name={label}
            mayStep={(direction) => mayStep(node.id, direction)}
            onStep={(direction) => onStep(node.id, direction)}
          />
        )}
        <IconButton
          size="small"
          aria-label={`${text(isExpanded ? 'collapse' : 'expand')}: ${label}`}
          aria-expanded={isExpanded}
          onClick={() => onToggle(node.id)}
          sx={{ visibility: node.children.length > 0 ? 'visible' : 'hidden' }}
        >
          {isExpanded ? <CollapseIcon fontSize="small" /> : <ExpandIcon fontSize="small" />}
        </IconButton>
        <MuiLink component={Link} to={`/${name}/${node.id}`} underline="hover">
          {label}
        </MuiLink>
        {node.children.length > 0 && (
          <Typography variant="caption" color="text.secondary">
            {node.children.length}
          </Typography>
        )}
      </Box>
      {isExpanded && node.children.length > 0 && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {node.children.map((child) => (
            <Branch key={child.id} {...props} node={child} depth={depth + 1} />
          ))}
        </Box>
      )}
    </Box>
  );
}
