package dev.coffer.server.barrier.seal;

/**
 * Arithmetic of GF(2^8) with AES's polynomial x^8+x^4+x^3+x+1 (FIPS 197 §4). No tables and no
 * branches on the operands, so neither caches nor timing tell anything of a share.
 */
final class Field256 {
  private static final int POLYNOMIAL = 0x1b;

  private Field256() {}

  /** Addition is subtraction. Operands and result are 0 to 255. */
  static int add(int a, int b) {
    return a ^ b;
  }

  static int multiply(int a, int b) {
    int product = 0;
    int shifted = a;
    for (int bit = 0; bit < 8; bit++) {
      product ^= shifted & -((b >>> bit) & 1);
      int carry = -((shifted >>> 7) & 1);
      shifted = ((shifted << 1) & 0xff) ^ (POLYNOMIAL & carry);
    }
    return product;
  }

  /** The inverse is the 254th power; that of 0 is 0. */
  static int inverse(int a) {
    int power = a; // a^1
    for (int bit = 0; bit < 6; bit++) {
      power = multiply(multiply(power, power), a); // a^(2^(bit+2) - 1), in the end a^127
    }
    return multiply(power, power);
  }

  static int divide(int a, int b) {
    return multiply(a, inverse(b));
  }
}
