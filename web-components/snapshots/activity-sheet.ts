import { css } from 'lit';

/** Styles of {@link activityBar}. */
export const activitySheet = css`
  .activity {
    display: grid;
    grid-template-columns: 1fr auto auto;
    gap: 0.375rem var(--_space-3);
    align-items: center;
    font-size: var(--_size-small);
  }

  .activity .what {
    font-weight: 550;
  }

  .activity .amount {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .activity progress {
    grid-row: 2;
    grid-column: 1 / 3;
  }

  .activity button {
    grid-row: 1 / 3;
    grid-column: 3;
  }

  progress {
    inline-size: 100%;
    block-size: 0.375rem;
    appearance: none;
    overflow: hidden;
    border: 0;
    border-radius: 1rem;
    background: var(--_line);
  }

  progress::-webkit-progress-bar {
    background: var(--_line);
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  /* How much there is to do is not known yet. */
  progress:indeterminate {
    background: linear-gradient(
      90deg,
      var(--_line) 0 30%,
      var(--_accent) 50%,
      var(--_line) 70% 100%
    );
    background-size: 200% 100%;
    animation: passing 1.4s linear infinite;
  }

  progress:indeterminate::-webkit-progress-bar {
    background: transparent;
  }

  progress:indeterminate::-moz-progress-bar {
    background: transparent;
  }

  @keyframes passing {
    from {
      background-position: 150% 0;
    }

    to {
      background-position: -50% 0;
    }
  }
`;
