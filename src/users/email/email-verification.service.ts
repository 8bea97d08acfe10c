import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { ExpiringStore } from '../../infrastructure/expiring-store/expiring-store.js';
import { JobQueue } from '../../infrastructure/jobs/index.js';
import { TokenRefused, TokenSigner } from '../../infrastructure/signing/token-signer.js';
import { asValidationError, Throttled, ValidationError, type Language } from '../../rest/index.js';
import { User } from '../entities/index.js';
import { MESSAGES } from '../messages.js';
import { BindEmailInput } from './bind-email.input.js';
import { SEND_VERIFICATION } from './verification.job.js';

/** Seconds that a link counts. */
const LINK_SECONDS = 86_400;
/** Links that a user may ask for within `PERIOD_SECONDS`: mails go to addresses of anybody. */
const LINKS = 10;
const PERIOD_SECONDS = 3600;

/** Binds e-mail addresses to users: only the owner of an address can follow the link sent there. */
@Injectable()
export class EmailVerificationService {
  private readonly signer: TokenSigner;

  constructor(
    settings: Settings,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ExpiringStore,
    private readonly queue: JobQueue,
  ) {
    this.signer = new TokenSigner(settings, 'users: email verification');
  }

  /**
   * Sets the user's address and has a link sent there; a link sent before counts no more. The same
   * address again sends a new link and stays verified if it was.
   *
   * @param language of the mail
   * @returns the address
   * @throws ValidationError when another user has it; Throttled after ten links within an hour
   */
  async bind(user: User, email: string, language: Language): Promise<string> {
    await this.count(user);
    const tokenId = randomBytes(16).toString('hex');
    const isNew = email !== user.email;
    try {
      await this.unitOfWork.run(async (tx) => {
        await tx.manager.update(User, user.id, {
          emailTokenId: tokenId,
          ...(isNew && { email, isEmailVerified: false }),
        });
        tx.afterCommit(() =>
          this.queue.enqueue(SEND_VERIFICATION, { userId: user.id, tokenId, language }),
        );
      });
    } catch (error) {
      throw asValidationError(error, BindEmailInput) ?? error;
    }
    return email;
  }

  /** What proves that its bearer reads the user's mail, for a day. */
  tokenFor({ id, email }: User, tokenId: string): string {
    return this.signer.sign({ user_id: id, email, id: tokenId }, LINK_SECONDS);
  }

  /**
   * Verifies the address that the token was sent to; works once.
   *
   * @throws ValidationError for a token that is forged, expired, used, or followed by a newer one
   */
  async verify(token: string): Promise<void> {
    const { user_id: id, email, id: emailTokenId } = this.claims(token);
    const isComplete =
      [typeof id, typeof email, typeof emailTokenId].join() === 'number,string,string';
    if (!isComplete) throw linkInvalid();
    const { affected } = await this.unitOfWork.run(({ manager }) =>
      manager.update(
        User,
        { id: id as number, email: email as string, emailTokenId: emailTokenId as string },
        { isEmailVerified: true, emailTokenId: null },
      ),
    );
    if (affected !== 1) throw linkInvalid();
  }

  private claims(token: string) {
    try {
      return this.signer.verify(token);
    } catch (error) {
      if (error instanceof TokenRefused) throw linkInvalid(error);
      throw error;
    }
  }

  private async count({ id }: User): Promise<void> {
    const key = `email-links:user-${id}`;
    if ((await this.store.increment(key, PERIOD_SECONDS)) > LINKS) {
      throw new Throttled(await this.store.secondsLeft(key));
    }
  }
}

function linkInvalid(cause?: Error): ValidationError {
  return new ValidationError({ message: MESSAGES.linkInvalid }, { cause });
}
