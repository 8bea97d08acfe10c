import {
  Box,
  MenuItem,
  Pagination,
  Stack,
  TextField,
  Typography,
  useMediaQuery,
  type Theme,
} from '@mui/material';
import { useListContext } from 'react-admin';
import { useResource } from '../server/description-context.ts';
import { useText } from '../i18n/use-text.ts';

/** Sizes of pages that are offered, as far as the server gives so many. */
const SIZES = [25, 50, 100, 200];

/** How many there are, and the way to the others. */
export function ListPager() {
  const text = useText();
  const { per_page, max_per_page } = useResource().list;
  const { page, perPage, setPage, setPerPage, total, meta } = useListContext();
  const isNarrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  if (total === undefined) return null;
  const isExact = (meta as { isExact?: boolean } | undefined)?.isExact !== false;
  const sizes = [...new Set([...SIZES, per_page, perPage])]
    .filter((size) => size <= Math.max(max_per_page, per_page))
    .sort((one, other) => one - other);
  const pages = Math.ceil(total / perPage);
  return (
    <Stack
      direction="row"
      sx={{ p: 1, gap: 1, alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap' }}
    >
      <Typography variant="body2" color="text.secondary" role="status">
        {isExact ? text('count', { smart_count: total }) : text('count_at_least', { count: total })}
      </Typography>
      {pages > 1 && (
        <Pagination
          count={pages}
          page={page}
          onChange={(_event, chosen) => setPage(chosen)}
          siblingCount={isNarrow ? 0 : 1}
          size="small"
        />
      )}
      <Box>
        {total > (sizes[0] ?? 0) && (
          <TextField
            select
            variant="standard"
            value={perPage}
            onChange={({ target }) => setPerPage(Number(target.value))}
            slotProps={{ htmlInput: { 'aria-label': text('page_size') } }}
          >
            {sizes.map((size) => (
              <MenuItem key={size} value={size}>
                {size}
              </MenuItem>
            ))}
          </TextField>
        )}
      </Box>
    </Stack>
  );
}
