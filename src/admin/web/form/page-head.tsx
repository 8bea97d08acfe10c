import BackIcon from '@mui/icons-material/ArrowBack';
import { Box, IconButton, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useResource } from '../server/description-context.ts';
import { ResourceBreadcrumbs, type Crumb } from '../layout/breadcrumbs.tsx';
import { useText } from '../i18n/use-text.ts';

/** Where one is, the way back, and what else there is to an object. */
export function PageHead({
  title,
  object,
  here,
  children,
}: {
  title: string;
  /** Whose form the page leads back to; default: to the list. */
  object?: Crumb;
  /** The last of the breadcrumbs; default: the title. */
  here?: string;
  children?: ReactNode;
}) {
  const text = useText();
  const { name, label_plural } = useResource();
  return (
    <>
      <ResourceBreadcrumbs way={object && [object]} here={here ?? title} />
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1, mb: 1.5, flexWrap: 'wrap' }}>
        <IconButton
          component={Link}
          to={object?.to ?? `/${name}`}
          aria-label={`${text('back')}: ${label_plural}`}
          size="small"
        >
          <BackIcon />
        </IconButton>
        <Typography
          variant="h6"
          component="h1"
          sx={{ overflowWrap: 'anywhere', minWidth: 0, flex: '1 1 160px' }}
        >
          {title}
        </Typography>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', ml: 'auto' }}>{children}</Box>
      </Stack>
    </>
  );
}
