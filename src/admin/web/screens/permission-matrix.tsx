import {
  Box,
  Checkbox,
  FormControlLabel,
  FormHelperText,
  InputAdornment,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TextField,
  Typography,
  useMediaQuery,
  type Theme,
} from '@mui/material';
import SearchIcon from '@mui/icons-material/Search';
import { Fragment, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import type { InputProps } from '../inputs/input-props.ts';
import { KEPT_IN_SIGHT } from '../layout/theme.ts';
import { matrixOf, VERBS, type Named } from './permissions.ts';

/**
 * Rights as models by actions, to be ticked one by one or row by row. Those that a model has beside
 * the usual ones stand in a column of their own; on telephones below the model, where there is room.
 */
export default function PermissionMatrix({ field, value, error, onChange }: InputProps) {
  const text = useText();
  const isNarrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  const [words, setWords] = useState('');
  const granted = new Set(Array.isArray(value) ? (value as string[]) : []);
  const models = matrixOf(field.choices ?? []);
  const headOf = (verb: string) =>
    models.flatMap(({ usual }) => usual.get(verb)?.label ?? [])[0] ?? verb;
  const hasOthers = models.some(({ others }) => others.length > 0);
  const shown = models.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));

  function grant(permissions: readonly string[], isGranted: boolean) {
    const next = new Set(granted);
    for (const permission of permissions) {
      if (isGranted) next.add(permission);
      else next.delete(permission);
    }
    onChange([...next].sort());
  }

  const tick = ({ permission }: Named, name?: string) => (
    <Checkbox
      size="small"
      disabled={field.read_only}
      checked={granted.has(permission)}
      onChange={(_event, isGranted) => grant([permission], isGranted)}
      slotProps={{ input: { 'aria-label': name } }}
    />
  );

  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 1, flexWrap: 'wrap' }}>
        <Typography variant="subtitle2" component="h3">
          {field.label} ({granted.size})
        </Typography>
        <TextField
          type="search"
          value={words}
          onChange={({ target }) => setWords(target.value)}
          sx={{ width: 200 }}
          slotProps={{
            htmlInput: { 'aria-label': `${text('search')}: ${field.label}` },
            input: {
              startAdornment: (
                <InputAdornment position="start">
                  <SearchIcon fontSize="small" />
                </InputAdornment>
              ),
            },
          }}
        />
      </Box>
      <TableContainer sx={{ maxHeight: 480 }}>
        <Table size="small" stickyHeader aria-label={field.label}>
          <TableHead>
            <TableRow>
              <TableCell sx={{ left: 0, zIndex: 3 }} />
              {VERBS.map((verb) => (
                <TableCell
                  key={verb}
                  align="center"
                  sx={{ px: { xs: 0.25, sm: 0.5 }, fontSize: { xs: 12, sm: 14 } }}
                >
                  {headOf(verb)}
                </TableCell>
              ))}
              {hasOthers && !isNarrow && <TableCell>{text('others')}</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map((model) => {
              const { name, label, usual, others } = model;
              const all = [...usual.values(), ...others].map(({ permission }) => permission);
              const count = all.filter((permission) => granted.has(permission)).length;
              const isFollowed = isNarrow && others.length > 0;
              const own = others.map((right) => (
                <FormControlLabel
                  key={right.permission}
                  label={right.label}
                  disabled={field.read_only}
                  slotProps={{ typography: { variant: 'body2' } }}
                  control={tick(right)}
                />
              ));
              return (
                <Fragment key={name}>
                  <TableRow
                    hover
                    sx={isFollowed ? { '& > *': { borderBottom: 'none' } } : undefined}
                  >
                    <TableCell
                      component="th"
                      scope="row"
                      sx={{ minWidth: { xs: 120, sm: 130 }, pl: 0, ...KEPT_IN_SIGHT }}
                    >
                      <Box sx={{ display: 'flex', alignItems: 'center' }}>
                        <Checkbox
                          size="small"
                          sx={{ p: { xs: 0.5, sm: 1 } }}
                          disabled={field.read_only}
                          checked={count === all.length}
                          indeterminate={count > 0 && count < all.length}
                          onChange={(_event, isGranted) => grant(all, isGranted)}
                          slotProps={{ input: { 'aria-label': `${label}: ${text('all')}` } }}
                        />
                        {label}
                      </Box>
                    </TableCell>
                    {VERBS.map((verb) => {
                      const right = usual.get(verb);
                      return (
                        <TableCell key={verb} align="center" sx={{ p: 0 }}>
                          {right && tick(right, `${label}: ${right.label}`)}
                        </TableCell>
                      );
                    })}
                    {hasOthers && !isNarrow && <TableCell>{own}</TableCell>}
                  </TableRow>
                  {isFollowed && (
                    <TableRow>
                      <TableCell colSpan={1 + VERBS.length} sx={{ pl: 3.5, pt: 0 }}>
                        {own}
                      </TableCell>
                    </TableRow>
                  )}
                </Fragment>
              );
            })}
          </TableBody>
        </Table>
      </TableContainer>
      {(error || field.help) && (
        <FormHelperText error={error !== undefined}>{error ?? field.help}</FormHelperText>
      )}
    </Box>
  );
}
