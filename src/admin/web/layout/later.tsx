import { Alert, Button, LinearProgress } from '@mui/material';
import { Component, lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';

interface BoundaryProps {
  readonly children: ReactNode;
  readonly renderFailed: (again: () => void) => ReactNode;
  onAgain(): void;
}

/** Keeps what a part of a page fails with from taking the rest of the page with it. */
class Boundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return this.props.renderFailed(() => {
      this.props.onAgain();
      this.setState({ hasFailed: false });
    });
  }
}

/**
 * A part of a page that is loaded where it is first shown. Where it cannot be, such as without a
 * network, that is said in its place, and what is typed around it stays.
 */
export function later<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  let latest = lazy(load);

  return function Later(props: Props) {
    const text = useText();
    const [Part, setPart] = useState(() => latest);
    return (
      <Boundary
        onAgain={() => {
          latest = lazy(load);
          setPart(latest);
        }}
        renderFailed={(again) => (
          <Alert severity="error" action={<Button onClick={again}>{text('try_again')}</Button>}>
            {text('part_failed')}
          </Alert>
        )}
      >
        <Suspense fallback={<LinearProgress />}>
          <Part {...props} />
        </Suspense>
      </Boundary>
    );
  };
}
