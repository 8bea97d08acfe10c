import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import CrossIcon from '@mui/icons-material/HighlightOff';
import { Box, Chip, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Choice } from '../server/description.ts';
import { useLanguage } from '../i18n/i18n-provider.ts';
import { useText } from '../i18n/use-text.ts';
import { plainText } from './plain-text.ts';
import { safeAddress } from './safe-address.ts';
import { dateText, dateTimeText, moneyText, numberText } from './value-text.ts';

interface ValueProps {
  readonly type: string;
  readonly value: unknown;
  readonly choices?: readonly Choice[];
}

/** Shows a value of an object as its type wants it. */
export function Value({ type, value, choices }: ValueProps) {
  const locale = useLanguage();
  const text = useText();
  if (value === null || value === undefined || value === '') {
    return (
      <Typography component="span" variant="body2" color="text.disabled">
        —
      </Typography>
    );
  }
  switch (type) {
    case 'boolean':
      return value ? (
        <CheckIcon color="success" fontSize="small" titleAccess={text('yes')} />
      ) : (
        <CrossIcon color="disabled" fontSize="small" titleAccess={text('no')} />
      );
    case 'money':
      return <Number>{moneyText(value)}</Number>;
    case 'integer':
    case 'decimal':
      return <Number>{numberText(value, locale)}</Number>;
    case 'percent':
      return <Number>{`${numberText(value, locale)}%`}</Number>;
    case 'date':
      return <Number>{dateText(value)}</Number>;
    case 'datetime':
      return <Moment>{dateTimeText(value)}</Moment>;
    case 'choice':
      return <Chip size="small" label={choiceLabel(value, choices)} />;
    case 'image':
      return <Thumbnail url={imageUrl(value)} />;
    case 'link':
      return (
        <Link href={safeAddress(String(value))} target="_blank" rel="noreferrer">
          {String(value)}
        </Link>
      );
    case 'html':
      return <>{plainText(String(value))}</>;
    case 'json':
      return (
        <Box component="code" sx={{ fontSize: 12, wordBreak: 'break-all' }}>
          {JSON.stringify(value)}
        </Box>
      );
    default:
      return <>{labelOf(value)}</>;
  }
}

function Number({ children }: { children: ReactNode }) {
  return (
    <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {children}
    </Box>
  );
}

/** A day and a time, the one above the other where there is no room beside it. */
function Moment({ children }: { children: string }) {
  const [day, ...time] = children.split(' ');
  return (
    <>
      <Number>{day}</Number> <Number>{time.join(' ')}</Number>
    </>
  );
}

function Thumbnail({ url }: { url: string }) {
  return (
    <Box
      component="img"
      src={url}
      alt=""
      loading="lazy"
      sx={{ width: 40, height: 40, objectFit: 'cover', borderRadius: 1, display: 'block' }}
    />
  );
}

function choiceLabel(value: unknown, choices: readonly Choice[] = []): string {
  return choices.find((choice) => choice.value === value)?.label ?? labelOf(value);
}

/** The text of a value that may be a related object, or several. */
export function labelOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(labelOf).join(', ');
  if (typeof value === 'object' && value !== null) {
    if ('label' in value) return String(value.label);
    return JSON.stringify(value);
  }
  return String(value);
}

/** Address of a picture: the server sends one, an upload has it beside its path. */
export function imageUrl(value: unknown): string {
  return typeof value === 'object' && value !== null && 'url' in value
    ? String(value.url)
    : String(value);
}
