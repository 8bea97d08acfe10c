import { Notification } from 'react-admin';

/** Says what has happened, where it covers nothing that one wants to press next. */
export function Notice() {
  return (
    <Notification
      anchorOrigin={{ vertical: 'top', horizontal: 'center' }}
      sx={{ pointerEvents: 'none', '& > *': { pointerEvents: 'auto' } }}
    />
  );
}
