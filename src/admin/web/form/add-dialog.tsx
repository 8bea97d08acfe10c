import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  useMediaQuery,
  type Theme,
} from '@mui/material';
import { useEffect, useId, useMemo, type FormEvent, type RefObject } from 'react';
import { ResourceContextProvider, useTranslate, type RaRecord } from 'react-admin';
import { useText } from '../i18n/use-text.ts';
import { addObject } from '../server/data-provider.ts';
import type { ResourceDescription } from '../server/description.ts';
import { useRepeatKeys } from '../server/use-repeat-key.ts';
import { additions } from './changes.ts';
import { FormBody } from './form-body.tsx';
import { useFormState } from './form-state.ts';
import { formValues } from './initial-values.ts';
import { usableForm } from './usable-form.ts';
import { useFocusOnError } from './use-focus-on-error.ts';
import { useWriting } from './use-writing.ts';

interface Props {
  readonly resource: ResourceDescription;
  onClose(): void;
  onAdded(record: RaRecord): void;
}

/** Adds an object without leaving the form that is to refer to it: Django's popup. */
export default function AddDialog({ resource, onClose, onAdded }: Props) {
  const text = useText();
  const translate = useTranslate();
  const id = useId();
  const isNarrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  const form = useMemo(
    () => usableForm(resource.form, { mayChange: true, isNew: true }),
    [resource],
  );
  const state = useFormState(form, formValues(form), id);
  const { isBusy, write } = useWriting(form, state);
  const keys = useRepeatKeys();
  const element = useFocusOnError<HTMLFormElement>(state.refusal);

  function submit(event: FormEvent) {
    event.preventDefault();
    // The form around it would be sent as well: for React this one is inside of it.
    event.stopPropagation();
    const body = additions(form, state.values);
    void write(() => addObject(resource.name, body, keys.of(body)), onAdded);
  }

  function close() {
    if (isBusy || (state.isDirty && !window.confirm(translate('admin.unsaved')))) return;
    onClose();
  }

  return (
    <Dialog
      open
      fullWidth
      fullScreen={isNarrow}
      maxWidth="md"
      onClose={close}
      aria-labelledby={`${id}-title`}
    >
      <DialogTitle id={`${id}-title`}>{text('add_to', { name: resource.label })}</DialogTitle>
      <DialogContent>
        <ResourceContextProvider value={resource.name}>
          <form ref={element} id={`${id}-form`} noValidate onSubmit={submit}>
            <FormBody form={form} state={state} isBusy={isBusy} />
            <CursorInFirst form={element} />
          </form>
        </ResourceContextProvider>
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{text('cancel')}</Button>
        <Button type="submit" form={`${id}-form`} variant="contained" aria-busy={isBusy}>
          {text('save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Puts the cursor into the first input: inside of the dialog, as its content comes after it. */
function CursorInFirst({ form }: { form: RefObject<HTMLFormElement | null> }) {
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:not([type="file"]), textarea')?.focus();
  }, [form]);
  return null;
}
