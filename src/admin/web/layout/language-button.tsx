import TranslateIcon from '@mui/icons-material/Translate';
import { IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { useState } from 'react';
import { chooseLanguage, LOCALES, useLanguage } from '../i18n/i18n-provider.ts';
import { useText } from '../i18n/use-text.ts';

/** Changes the language of the pages and of what the server says. */
export function LanguageButton() {
  const text = useText();
  const language = useLanguage();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title={text('language')}>
        <IconButton
          color="inherit"
          aria-label={text('language')}
          aria-haspopup="menu"
          onClick={({ currentTarget }) => setAnchor(currentTarget)}
        >
          <TranslateIcon />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {LOCALES.map(({ locale: other, name }) => (
          <MenuItem
            key={other}
            lang={other}
            selected={other === language}
            onClick={() => {
              setAnchor(null);
              chooseLanguage(other);
            }}
          >
            {name}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
