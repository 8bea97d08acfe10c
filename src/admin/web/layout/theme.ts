import type { Palette, Theme } from '@mui/material';
import { defaultDarkTheme, defaultLightTheme, type RaThemeOptions } from 'react-admin';

/** Fonts that are there: none is loaded. */
const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

const shared: RaThemeOptions = {
  shape: { borderRadius: 8 },
  typography: { fontFamily: FONTS, h6: { fontWeight: 600 }, button: { textTransform: 'none' } },
  // Whoever asks the system for less motion gets none.
  motion: { reducedMotion: 'system' },
  sidebar: { width: 208, closedWidth: 52 },
};

/** Rows that nothing shines through: one cell of them may stand still while others pass below it. */
function opaque({ background, primary, text }: Palette) {
  const tinted = (colour: string, share: number) =>
    `color-mix(in srgb, ${colour} ${share}%, ${background.paper})`;
  return {
    backgroundColor: background.paper,
    '&.MuiTableRow-hover:hover': { backgroundColor: tinted(text.primary, 5) },
    '&.Mui-selected, &.Mui-selected:hover': { backgroundColor: tinted(primary.main, 10) },
  };
}

/** A cell that stays in sight while its table scrolls sideways in its box. */
export const KEPT_IN_SIGHT = {
  position: 'sticky',
  left: 0,
  zIndex: 1,
  backgroundColor: 'inherit',
} as const;

function themed(base: RaThemeOptions, palette: RaThemeOptions['palette']): RaThemeOptions {
  return {
    ...base,
    ...shared,
    palette: { ...base.palette, ...palette },
    components: {
      ...base.components,
      MuiTextField: {
        defaultProps: { variant: 'outlined', size: 'small', margin: 'none', fullWidth: false },
      },
      MuiFormControl: { defaultProps: { margin: 'none', size: 'small', fullWidth: false } },
      MuiAutocomplete: { defaultProps: { size: 'small' } },
      MuiButton: { defaultProps: { size: 'small' } },
      MuiTableCell: { styleOverrides: { root: { padding: '4px 8px' } } },
      MuiTableRow: {
        styleOverrides: { root: ({ theme }: { theme: Theme }) => opaque(theme.palette) },
      },
      // It stands in the cell's padding: most columns have room for nothing more.
      MuiTableSortLabel: {
        styleOverrides: {
          icon: {
            position: 'absolute',
            left: '100%',
            margin: 0,
            fontSize: 16,
            '.MuiTableCell-alignRight &': { left: 'auto', right: '100%' },
          },
        },
      },
    },
  };
}

export const LIGHT = themed(defaultLightTheme, {
  mode: 'light',
  primary: { main: '#0f766e' },
  secondary: { main: '#0f766e' },
  background: { default: '#f6f7f9' },
});

export const DARK = themed(defaultDarkTheme, {
  mode: 'dark',
  primary: { main: '#2dd4bf' },
  secondary: { main: '#0f766e' },
});
