import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';

/** What is known of a request once its guards have passed. */
interface Asked {
  readonly method: string;
  /** Set by the layer that finds out who asks. */
  readonly rest?: { readonly user: object | null };
}

const running = new AsyncLocalStorage<true>();

/** Whether what runs now reads for somebody who has nothing of their own here. */
export function isAnonymousRead(): boolean {
  return running.getStore() === true;
}

/**
 * Marks the reads of whoever is not signed in: the catalogue, cinemas, reviews. Anything of one's
 * own, and whatever the staff see, belongs to somebody.
 */
export class AnonymousReads implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, rest } = context.switchToHttp().getRequest<Asked>();
    const isRead = method === 'GET' || method === 'HEAD';
    return isRead && rest?.user === null ? running.run(true, () => next.handle()) : next.handle();
  }
}
