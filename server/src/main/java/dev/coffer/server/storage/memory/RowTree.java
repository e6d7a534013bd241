package dev.coffer.server.storage.memory;

import dev.coffer.server.storage.Entry;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable ordered map: an AVL tree whose changes copy the path from the root, O(log n), and
 * share the rest with the tree before.
 */
final class RowTree {
  static final RowTree EMPTY = new RowTree(null);

  private final @Nullable Node root;

  private RowTree(@Nullable Node root) {
    this.root = root;
  }

  private record Node(
      Entry entry, @Nullable Node left, @Nullable Node right, int height) {

    static Node of(Entry entry, @Nullable Node left, @Nullable Node right) {
      return new Node(entry, left, right, 1 + Math.max(heightOf(left), heightOf(right)));
    }

    int lean() {
      return heightOf(left) - heightOf(right);
    }
  }

  Optional<Row> get(Key key) {
    Node node = root;
    while (node != null) {
      int order = key.compareTo(node.entry.key());
      if (order == 0) {
        return Optional.of(node.entry.row());
      }
      node = order < 0 ? node.left : node.right;
    }
    return Optional.empty();
  }

  /** The first entry whose key is {@code from} or greater. */
  Optional<Entry> firstFrom(String from) {
    Entry best = null;
    Node node = root;
    while (node != null) {
      if (Key.compare(node.entry.key().text(), from) >= 0) {
        best = node.entry;
        node = node.left;
      } else {
        node = node.right;
      }
    }
    return Optional.ofNullable(best);
  }

  RowTree with(Key key, Row row) {
    return new RowTree(put(root, new Entry(key, row)));
  }

  RowTree without(Key key) {
    return new RowTree(remove(root, key));
  }

  private static Node put(@Nullable Node node, Entry entry) {
    if (node == null) {
      return Node.of(entry, null, null);
    }
    int order = entry.key().compareTo(node.entry.key());
    if (order == 0) {
      return Node.of(entry, node.left, node.right);
    }
    return order < 0
        ? balanced(node.entry, put(node.left, entry), node.right)
        : balanced(node.entry, node.left, put(node.right, entry));
  }

  private static @Nullable Node remove(@Nullable Node node, Key key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.entry.key());
    if (order < 0) {
      return balanced(node.entry, remove(node.left, key), node.right);
    }
    if (order > 0) {
      return balanced(node.entry, node.left, remove(node.right, key));
    }
    if (node.right == null) {
      return node.left;
    }
    Entry next = leftmost(node.right);
    return balanced(next, node.left, remove(node.right, next.key()));
  }

  private static Entry leftmost(Node node) {
    Node at = node;
    while (at.left != null) {
      at = at.left;
    }
    return at.entry;
  }

  /** A node of these parts, rotated when its sides differ by two; they never differ by more. */
  private static Node balanced(Entry entry, @Nullable Node left, @Nullable Node right) {
    Node node = Node.of(entry, left, right);
    if (node.lean() > 1 && left != null) {
      Node lifted = left.lean() < 0 && left.right != null ? rotatedLeft(left, left.right) : left;
      return rotatedRight(Node.of(entry, lifted, right), lifted);
    }
    if (node.lean() < -1 && right != null) {
      Node lifted = right.lean() > 0 && right.left != null ? rotatedRight(right, right.left) : right;
      return rotatedLeft(Node.of(entry, left, lifted), lifted);
    }
    return node;
  }

  private static Node rotatedRight(Node node, Node left) {
    return Node.of(left.entry, left.left, Node.of(node.entry, left.right, node.right));
  }

  private static Node rotatedLeft(Node node, Node right) {
    return Node.of(right.entry, Node.of(node.entry, node.left, right.left), right.right);
  }

  private static int heightOf(@Nullable Node node) {
    return node == null ? 0 : node.height;
  }
}
