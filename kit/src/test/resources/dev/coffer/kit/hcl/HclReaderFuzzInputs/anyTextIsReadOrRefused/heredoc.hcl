a = <<-EOF
  x
  EOF
b = "${c}" /* x */ # y
