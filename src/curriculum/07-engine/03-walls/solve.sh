#@ task net
pid=$(docker inspect -f '{{.State.Pid}}' {{name}})
nsenter -t $pid --net bash
ip -brief address
