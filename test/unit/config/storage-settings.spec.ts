import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/settings.js';
import { storageSettings } from '../../../src/infrastructure/storage/storage.settings.js';
import { uploadSettings } from '../../../src/uploads/uploads.settings.js';

describe('settings of uploads', () => {
  it('keep them in a folder unless a bucket is given', () => {
    expect(loadSettings({}).of(storageSettings).url).toBeUndefined();
    const STORAGE_URL = 'https://key:se%2Fcret@s3.example.com/bucket?region=cn-north-1';
    expect(loadSettings({ STORAGE_URL }).of(storageSettings).url).toBe(STORAGE_URL);
  });

  it.each([
    'https://s3.example.com/bucket',
    'https://key@s3.example.com/bucket',
    'https://key:secret@s3.example.com/',
    'https://key:secret@s3.example.com/bucket/folder',
    's3://key:secret@bucket',
    'bucket',
  ])('refuse %s without repeating it', (STORAGE_URL) => {
    expect(() => loadSettings({ STORAGE_URL })).toThrow(/^STORAGE_URL: expected (?!.*example)/);
  });

  it('take 5 MB unless told otherwise', () => {
    expect(loadSettings({}).of(uploadSettings).maxBytes).toBe(5 * 1024 * 1024);
    expect(loadSettings({ UPLOAD_MAX_BYTES: '20000' }).of(uploadSettings).maxBytes).toBe(20_000);
    expect(() => loadSettings({ UPLOAD_MAX_BYTES: '5 MB' })).toThrow('UPLOAD_MAX_BYTES');
  });
});
