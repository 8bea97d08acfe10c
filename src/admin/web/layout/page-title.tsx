import { useEffect } from 'react';
import { Title } from 'react-admin';
import { useTold } from '../server/description-context.ts';

/** Names the page: in its bar, and where browsers keep the names of pages. */
export function PageTitle({ title }: { title: string }) {
  const site = useTold().description.title;
  useEffect(() => {
    document.title = `${title} · ${site}`;
  }, [site, title]);
  return <Title title={title} preferenceKey={false} />;
}
