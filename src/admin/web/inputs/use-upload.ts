import { useState } from 'react';
import { useNotify } from 'react-admin';
import { checkSignedIn } from '../server/auth-provider.ts';
import { uploadFile, type Upload } from '../server/uploads.ts';

/** Uploads of the whole page that are not over. */
let underWay = 0;

/** True while a file is being sent: what would be saved now would lack it. */
export const isUploading = (): boolean => underWay > 0;

/** Uploads files one at a time; `share` says how much of the present one is sent. */
export function useUpload() {
  const notify = useNotify();
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string>();

  async function upload(file: File): Promise<Upload | undefined> {
    setShare(0);
    underWay += 1;
    setProblem(undefined);
    try {
      return await uploadFile(file, setShare);
    } catch (error) {
      const said = uploadComplaint(error);
      setProblem(said);
      notify(said, { type: 'error' });
      await checkSignedIn(error);
      return undefined;
    } finally {
      underWay -= 1;
      setShare(null);
    }
  }

  return { share, problem, upload };
}

function uploadComplaint(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { body } = error as { body?: { errors?: { file?: unknown } } } & Error;
  return typeof body?.errors?.file === 'string' ? body.errors.file : error.message;
}
