import type { Role } from '@koersvast/core/ability';
import type { DomainErrorCode } from '@koersvast/core/error';
import type { Scene } from '../scene.ts';

/** Who may call a procedure, and with what. */
export interface Endpoint {
  /**
   * `everybody`, signed in or not; `people`, who are signed in; the owners of the installation, of whom the
   * scene's owner is one; or the roles in the project that may.
   */
  readonly for: 'everybody' | 'people' | 'installation owners' | readonly Role[];
  /** With what a call of somebody who may is refused all the same, because the scene has nothing for it. */
  readonly refused?: DomainErrorCode;
  /** For members of the project to whom it is not for: it is not there. */
  readonly hidden?: boolean;
  /** A good input. Everything in it is there, and of this project. */
  input(scene: Scene): object | Promise<object>;
}

export const members = ['owner', 'reviewer', 'coder', 'viewer'] as const;
export const coders = ['owner', 'reviewer', 'coder'] as const;
export const editors = ['owner', 'reviewer'] as const;
export const owners = ['owner'] as const;
