import { defaultDarkTheme, defaultLightTheme, type RaThemeOptions } from 'react-admin';

/** Fonts that are there: none is loaded. */
const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

const shared: RaThemeOptions = {
  shape: { borderRadius: 8 },
  typography: { fontFamily: FONTS, h6: { fontWeight: 600 }, button: { textTransform: 'none' } },
  sidebar: { width: 208, closedWidth: 52 },
};

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
      MuiTableCell: { styleOverrides: { root: { padding: '4px 10px' } } },
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
