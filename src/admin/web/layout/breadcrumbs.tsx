import { Box, Breadcrumbs as Trail, Link as MuiLink } from '@mui/material';
import { Link } from 'react-router-dom';
import { useText } from '../i18n/use-text.ts';
import { useResource, useTold } from '../server/description-context.ts';

/** A place on the way; without an address it is no page. */
export interface Crumb {
  readonly label: string;
  readonly to?: string;
}

interface Place {
  /** Where one comes by on the way. */
  readonly way?: readonly Crumb[];
  readonly here?: string;
}

/** The way from the dashboard to a page. DJANGO: the block "breadcrumbs" of admin/base_site.html */
export function Breadcrumbs({ way, here }: Place & { here: string }) {
  const text = useText();
  const home = { label: text('home'), to: '/' };
  return (
    <Trail
      separator="›"
      aria-label={text('way_here')}
      sx={{ pt: 1, fontSize: 12, lineHeight: '24px', '& .MuiBreadcrumbs-separator': { mx: 0.75 } }}
    >
      {[home, ...(way ?? [])].map(({ label, to }) =>
        to ? (
          <MuiLink key={to} component={Link} to={to} color="text.secondary" underline="hover">
            {label}
          </MuiLink>
        ) : (
          <span key={label}>{label}</span>
        ),
      )}
      <Box component="span" aria-current="page" sx={{ overflowWrap: 'anywhere' }}>
        {here}
      </Box>
    </Trail>
  );
}

/** The way to a page of a resource, over its section of the menu; by default its list. */
export function ResourceBreadcrumbs({ way, here }: Place) {
  const { group, name, label_plural } = useResource();
  const { groups } = useTold().description;
  const section = groups.filter((one) => one.name === group).map(({ label }) => ({ label }));
  if (here === undefined) return <Breadcrumbs way={section} here={label_plural} />;
  const list = { label: label_plural, to: `/${name}` };
  return <Breadcrumbs way={[...section, list, ...(way ?? [])]} here={here} />;
}
