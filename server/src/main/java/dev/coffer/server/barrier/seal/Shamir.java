package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shamir's secret sharing, byte by byte over GF(2^8): any {@code threshold} shares give the secret,
 * fewer tell nothing about it. A share is the values of the polynomials and then the point they were
 * taken at, one byte, which is Vault's format (docs/format.md §6).
 */
final class Shamir {
  static final int SHARES_MAX = 255;

  /** By how much a share is longer than the secret. */
  static final int OVERHEAD_BYTES = 1;

  private Shamir() {}

  /**
   * Splits a secret.
   *
   * @param threshold 2 to {@code shares}
   * @param shares up to {@link #SHARES_MAX}
   */
  static List<SecretBytes> split(SecretBytes secret, int shares, int threshold, SecureRandom random) {
    if (threshold < 2 || threshold > shares || shares > SHARES_MAX) {
      throw new IllegalArgumentException("a threshold of 2 or more, and no more than the shares");
    }
    int length = secret.size();
    byte[] points = points(shares, random);
    byte[][] values = new byte[shares][length + OVERHEAD_BYTES];
    byte[] polynomial = new byte[threshold];
    for (int at = 0; at < length; at++) {
      random.nextBytes(polynomial);
      int position = at;
      polynomial[0] = secret.read(bytes -> bytes[position]);
      for (int share = 0; share < shares; share++) {
        values[share][at] = (byte) valueAt(polynomial, points[share] & 0xff);
      }
    }
    Arrays.fill(polynomial, (byte) 0);
    List<SecretBytes> all = new ArrayList<>(shares);
    for (int share = 0; share < shares; share++) {
      values[share][length] = points[share];
      all.add(SecretBytes.owning(values[share]));
    }
    return all;
  }

  /**
   * The secret, if the shares are genuine and enough; other bytes, if not: who calls must check.
   *
   * @throws Refused Malformed, when these cannot be shares of one secret
   */
  static SecretBytes combine(List<SecretBytes> shares) {
    int count = shares.size();
    if (count < 2) {
      throw Refused.malformed("less than two parts cannot be used to reconstruct the secret");
    }
    int length = shares.getFirst().size() - OVERHEAD_BYTES;
    int[] points = new int[count];
    for (int i = 0; i < count; i++) {
      SecretBytes share = shares.get(i);
      if (length < 1 || share.size() != length + OVERHEAD_BYTES) {
        throw Refused.malformed("all parts must be the same length");
      }
      points[i] = share.read(bytes -> bytes[length] & 0xff);
      for (int j = 0; j < i; j++) {
        if (points[j] == points[i]) {
          throw Refused.malformed("duplicate part detected");
        }
      }
    }
    byte[] secret = new byte[length];
    for (int i = 0; i < count; i++) {
      int weight = weightAtZero(points, i);
      shares.get(i).read(bytes -> addWeighted(secret, bytes, weight));
    }
    return SecretBytes.owning(secret);
  }

  private static byte[] addWeighted(byte[] sum, byte[] values, int weight) {
    for (int at = 0; at < sum.length; at++) {
      sum[at] = (byte) Field256.add(sum[at] & 0xff, Field256.multiply(values[at] & 0xff, weight));
    }
    return sum;
  }

  /** Lagrange's basis polynomial of one point, at 0. */
  private static int weightAtZero(int[] points, int of) {
    int weight = 1;
    for (int other = 0; other < points.length; other++) {
      if (other != of) {
        int difference = Field256.add(points[of], points[other]);
        weight = Field256.multiply(weight, Field256.divide(points[other], difference));
      }
    }
    return weight;
  }

  /** Horner's rule. */
  private static int valueAt(byte[] polynomial, int point) {
    int value = 0;
    for (int degree = polynomial.length - 1; degree >= 0; degree--) {
      value = Field256.add(Field256.multiply(value, point), polynomial[degree] & 0xff);
    }
    return value;
  }

  /** Distinct points of 1 to 255 in random order, so that a share does not tell its number. */
  private static byte[] points(int count, SecureRandom random) {
    byte[] all = new byte[SHARES_MAX];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i + 1);
    }
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(all.length - i);
      byte swapped = all[i];
      all[i] = all[other];
      all[other] = swapped;
    }
    return Arrays.copyOf(all, count);
  }
}
