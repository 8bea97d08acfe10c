import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { asValidationError, validate } from '../rest/index.js';
import { ContactsService } from './contacts/contacts.service.js';
import type { Role, User } from './entities/index.js';
import { AddressField, MobileField, PasswordField, UsernameField } from './fields.js';
import { Passwords } from './passwords/passwords.js';
import { refuseOthersContact, refuseWeakPassword } from './rules.js';

class NewUserInput {
  @UsernameField()
  username!: string;

  @PasswordField({ minLength: 8 })
  password!: string;

  @AddressField({ required: false })
  email?: string;

  @MobileField({ required: false })
  mobile?: string;

  validate_username(username: string): void {
    refuseOthersContact(username, this);
  }

  validate_password(password: string): void {
    refuseWeakPassword(password, this.username);
  }
}

/** What an operator says of a new user. */
export interface NewUser {
  readonly username: string | undefined;
  readonly password: string;
  readonly email?: string;
  readonly mobile?: string;
}

/** Creates users without a registration, for operators. */
@Injectable()
export class UserCreationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly contacts: ContactsService,
  ) {}

  /**
   * DJANGO: manage.py createsuperuser
   *
   * @throws ValidationError
   */
  async create(data: NewUser, role: Role): Promise<User> {
    const { manager } = this.dataSource;
    const sent = Object.fromEntries(
      Object.entries(data).filter(([, value]) => value !== undefined),
    );
    const { password, ...input } = await validate(NewUserInput, sent, { manager, partial: false });
    const passwordHash = await this.passwords.hash(password);
    try {
      return await this.unitOfWork.run((tx) =>
        this.contacts.createUser(tx.manager, { ...input, role, passwordHash }),
      );
    } catch (error) {
      throw asValidationError(error, NewUserInput, this.dataSource) ?? error;
    }
  }
}
