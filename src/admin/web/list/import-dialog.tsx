import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  LinearProgress,
  Stack,
} from '@mui/material';
import { useRef, useState } from 'react';
import type { HttpError } from 'react-admin';
import { checkSignedIn } from '../server/auth-provider.ts';
import { errorLines } from '../server/field-errors.ts';
import { newKey } from '../server/new-key.ts';
import { useTask } from '../server/tasks.ts';
import { sendFile } from '../server/uploads.ts';
import { useText } from '../i18n/use-text.ts';
import { TaskProgress } from './task-progress.tsx';

/** A file that is looked at, then written: once it was looked at and whoever sent it says so. */
export function ImportDialog({ resource, onClose }: { resource: string; onClose(): void }) {
  const text = useText();
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tried, setTried] = useState<string | null>(null);
  const [written, setWritten] = useState<string | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  // Of each file: whoever gets no answer and asks again begins nothing twice.
  const [keys, setKeys] = useState(() => [newKey(), newKey()] as const);
  const isTried = useTask(tried).data?.state === 'done';

  async function send(isTrial: boolean) {
    if (!file) return;
    setShare(0);
    setProblem(null);
    try {
      const query = isTrial ? { dry_run: 1 } : {};
      const { task } = await sendFile<{ task: string }>(`${resource}/import/`, file, {
        query,
        headers: { 'Idempotency-Key': keys[isTrial ? 0 : 1] },
        onProgress: setShare,
      });
      if (isTrial) setTried(task);
      else setWritten(task);
    } catch (error) {
      const { message, body } = error as HttpError;
      setProblem(errorLines(body?.errors ?? {}).join(' ') || message);
      await checkSignedIn(error);
    } finally {
      setShare(null);
    }
  }

  function choose(chosen: File | undefined) {
    if (!chosen) return;
    setFile(chosen);
    setKeys([newKey(), newKey()]);
    setTried(null);
    setWritten(null);
    setProblem(null);
  }

  const task = written ?? tried;
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose}>
      <DialogTitle>{text('import')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <DialogContentText>{text('import_help')}</DialogContentText>
          <Button
            variant="outlined"
            disabled={share !== null}
            onClick={() => chooser.current?.click()}
            sx={{ overflowWrap: 'anywhere' }}
          >
            {file?.name ?? text('choose_file')}
          </Button>
          <input
            ref={chooser}
            type="file"
            hidden
            aria-label={text('choose_file')}
            onChange={({ target }) => {
              choose(target.files?.[0]);
              // The same file once more, after it was changed.
              target.value = '';
            }}
          />
          {share !== null && (
            <LinearProgress
              aria-label={text('uploading', { percent: Math.round(share * 100) })}
              variant="determinate"
              value={share * 100}
            />
          )}
          {problem && <Alert severity="error">{problem}</Alert>}
          {task && <TaskProgress key={task} id={task} />}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{text('close')}</Button>
        {!written && !isTried && (
          <Button
            variant="contained"
            disabled={!file || share !== null}
            onClick={() => void send(true)}
          >
            {text('check_file')}
          </Button>
        )}
        {!written && isTried && (
          <Button variant="contained" disabled={share !== null} onClick={() => void send(false)}>
            {text('import_now')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
