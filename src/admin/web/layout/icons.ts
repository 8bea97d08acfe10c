import Article from '@mui/icons-material/ArticleOutlined';
import CalendarMonth from '@mui/icons-material/CalendarMonthOutlined';
import Grid from '@mui/icons-material/GridOnOutlined';
import History from '@mui/icons-material/HistoryOutlined';
import Key from '@mui/icons-material/KeyOutlined';
import LocalShipping from '@mui/icons-material/LocalShippingOutlined';
import Payments from '@mui/icons-material/PaymentsOutlined';
import Replay from '@mui/icons-material/ReplayOutlined';
import Gavel from '@mui/icons-material/GavelOutlined';
import Tune from '@mui/icons-material/TuneOutlined';
import AccountTree from '@mui/icons-material/AccountTreeOutlined';
import Image from '@mui/icons-material/ImageOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { ResourceDescription } from '../server/description.ts';

/** Icons by the screen that a resource has beyond its form. */
const BY_SCREEN: Readonly<Record<string, SvgIconComponent>> = {
  shipping: LocalShipping,
  refund: Payments,
  returns: Replay,
  layout: Grid,
  calendar: CalendarMonth,
  moderation: Gavel,
  jobs: Tune,
  permissions: Key,
};

/** An icon that says what a resource is like; the server names none. */
export function iconOf({
  screens,
  tree,
  list,
  permissions,
}: ResourceDescription): SvgIconComponent {
  const known = screens.flatMap((screen) => BY_SCREEN[screen] ?? []);
  if (known[0]) return known[0];
  if (tree) return AccountTree;
  if (list.columns.some(({ type }) => type === 'image')) return Image;
  return permissions.add || permissions.change ? Article : History;
}
