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
} from '@mui/material';
import SearchIcon from '@mui/icons-material/Search';
import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import type { InputProps } from '../inputs/input-props.ts';
import { matrixOf, VERBS } from './permissions.ts';

/** Rights as models by actions, to be ticked one by one or row by row. */
export default function PermissionMatrix({ field, value, error, onChange }: InputProps) {
  const text = useText();
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
              <TableCell />
              {VERBS.map((verb) => (
                <TableCell key={verb} align="center" padding="none" sx={{ px: 0.75 }}>
                  {headOf(verb)}
                </TableCell>
              ))}
              {hasOthers && <TableCell>{text('others')}</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map(({ name, label, usual, others }) => {
              const all = [...usual.values(), ...others].map(({ permission }) => permission);
              const count = all.filter((permission) => granted.has(permission)).length;
              return (
                <TableRow key={name} hover>
                  <TableCell component="th" scope="row" sx={{ minWidth: 130, pl: 0 }}>
                    <Box sx={{ display: 'flex', alignItems: 'center' }}>
                      <Checkbox
                        size="small"
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
                      <TableCell key={verb} align="center" padding="none">
                        {right && (
                          <Checkbox
                            size="small"
                            disabled={field.read_only}
                            checked={granted.has(right.permission)}
                            onChange={(_event, isGranted) => grant([right.permission], isGranted)}
                            slotProps={{ input: { 'aria-label': `${label}: ${right.label}` } }}
                          />
                        )}
                      </TableCell>
                    );
                  })}
                  {hasOthers && (
                    <TableCell>
                      {others.map((right) => (
                        <FormControlLabel
                          key={right.permission}
                          label={right.label}
                          disabled={field.read_only}
                          slotProps={{ typography: { variant: 'body2' } }}
                          control={
                            <Checkbox
                              size="small"
                              checked={granted.has(right.permission)}
                              onChange={(_event, isGranted) => grant([right.permission], isGranted)}
                            />
                          }
                        />
                      ))}
                    </TableCell>
                  )}
                </TableRow>
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
