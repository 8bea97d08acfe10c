import CloseIcon from '@mui/icons-material/Close';
import ImageIcon from '@mui/icons-material/AddPhotoAlternateOutlined';
import {
  Box,
  Button,
  Dialog,
  FormControl,
  FormHelperText,
  FormLabel,
  IconButton,
  LinearProgress,
  Link,
  Stack,
} from '@mui/material';
import { useRef, useState, type DragEvent } from 'react';
import { useText } from '../i18n/use-text.ts';
import { safeAddress } from '../values/safe-address.ts';
import { imageUrl } from '../values/value.tsx';
import type { InputProps } from './input-props.ts';
import { useUpload } from './use-upload.ts';

/** Types that browsers show and the server takes. */
const PICTURES = 'image/png,image/jpeg,image/webp,image/gif';

/** A picture or file: uploaded as soon as it is chosen or dropped, kept when the form is saved. */
export function ImageInput({ id, field, value, error, compact, onChange }: InputProps) {
  const text = useText();
  const chooser = useRef<HTMLInputElement>(null);
  const { share, problem, upload } = useUpload();
  const [isLarge, setLarge] = useState(false);
  const isPicture = field.type === 'image';
  const has = value !== null && value !== undefined && value !== '';
  const complaint = error ?? problem;

  async function take(file: File | undefined) {
    if (!file) return;
    const kept = await upload(file);
    if (kept) onChange(kept);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  }

  return (
    <FormControl
      error={complaint !== undefined}
      required={field.required}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {!compact && (
        <FormLabel htmlFor={id} sx={{ fontSize: 13, mb: 0.5 }}>
          {field.label}
        </FormLabel>
      )}
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        {has && isPicture && (
          <Box
            component="button"
            type="button"
            onClick={() => setLarge(true)}
            aria-label={`${text('preview')}: ${field.label}`}
            sx={{
              p: 0,
              border: 1,
              borderColor: 'divider',
              borderRadius: 1,
              cursor: 'zoom-in',
              background: 'none',
              // Also of a picture that cannot be shown.
              minWidth: 40,
            }}
          >
            <Box
              component="img"
              src={imageUrl(value)}
              alt=""
              sx={{
                display: 'block',
                height: compact ? 48 : 96,
                maxWidth: 160,
                objectFit: 'contain',
              }}
            />
          </Box>
        )}
        {has && !isPicture && (
          <Link href={safeAddress(imageUrl(value))} target="_blank" rel="noreferrer">
            {imageUrl(value).split('/').at(-1)}
          </Link>
        )}
        <Button
          variant="outlined"
          startIcon={<ImageIcon />}
          disabled={share !== null}
          onClick={() => chooser.current?.click()}
          aria-label={`${field.label}: ${text(has ? 'replace_image' : isPicture ? 'choose_image' : 'choose_file')}`}
          aria-describedby={complaint ? `${id}-complaint` : undefined}
          aria-invalid={complaint !== undefined}
        >
          {text(has ? 'replace_image' : isPicture ? 'choose_image' : 'choose_file')}
        </Button>
        {has && !field.required && (
          <IconButton
            size="small"
            aria-label={`${text('remove')}: ${field.label}`}
            onClick={() => onChange(null)}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        )}
      </Stack>
      <input
        ref={chooser}
        id={id}
        type="file"
        hidden
        aria-label={field.label}
        accept={isPicture ? PICTURES : undefined}
        onChange={({ target }) => {
          void take(target.files?.[0]);
          target.value = '';
        }}
      />
      {share !== null && (
        <Box role="status" sx={{ mt: 0.5 }}>
          <LinearProgress variant="determinate" value={share * 100} />
          <FormHelperText>{text('uploading', { percent: Math.round(share * 100) })}</FormHelperText>
        </Box>
      )}
      {(complaint || (!compact && field.help)) && (
        <FormHelperText id={`${id}-complaint`}>{complaint ?? field.help}</FormHelperText>
      )}
      <Dialog open={isLarge} onClose={() => setLarge(false)} maxWidth="lg">
        <Box
          component="img"
          src={has ? imageUrl(value) : undefined}
          alt={field.label}
          sx={{ maxWidth: '100%' }}
        />
      </Dialog>
    </FormControl>
  );
}
