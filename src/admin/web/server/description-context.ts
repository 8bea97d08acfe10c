import { createContext, useContext } from 'react';
import { useResourceContext } from 'react-admin';
import type { Description, ResourceDescription } from './description.ts';
import type { AdminUser } from './session.ts';

/** What the server has told, and whom. */
export interface Told {
  readonly description: Description;
  readonly user: AdminUser;
}

export const ToldContext = createContext<Told | null>(null);

export function useTold(): Told {
  const told = useContext(ToldContext);
  if (!told) throw new Error('nothing is told outside of the shell');
  return told;
}

/** A resource by its name; undefined: there is none, or not for this user. */
export function useResourceNamed(name: string | undefined): ResourceDescription | undefined {
  const { description } = useTold();
  return description.resources.find((resource) => resource.name === name);
}

/** The resource of the page. */
export function useResource(): ResourceDescription {
  const name = useResourceContext();
  const resource = useResourceNamed(name);
  if (!resource) throw new Error(`no resource is called ${name}`);
  return resource;
}
